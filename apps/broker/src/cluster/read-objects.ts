/** Nodes, Services and EndpointSlices as Kubernetes' API gives them -> as the page shows them. */
import { CLUSTER, type ClusterEndpoint, type ClusterNode, type ClusterService } from '@sandlot/protocol';
import { z } from 'zod';
import { count, flag, listOf, name, plain, word, words } from './kube-text.ts';

const ROLE = 'node-role.kubernetes.io/';
const SLICE_OF = 'kubernetes.io/service-name';

const Node = z.object({
  metadata: z.object({ name, labels: words(100) }),
  spec: z.object({ unschedulable: flag }).catch({ unschedulable: false }),
  status: z
    .object({ conditions: listOf(z.object({ type: word, status: word }), 30) })
    .catch({ conditions: [] }),
});

/** null: it is no node. */
export function readNode(object: unknown): ClusterNode | null {
  const read = Node.safeParse(object);
  if (!read.success) return null;
  const { metadata, spec, status } = read.data;
  const ready = status.conditions.some((one) => one.type === 'Ready' && one.status === 'True');
  const role = Object.keys(metadata.labels).find((label) => label.startsWith(ROLE)) ?? ROLE;
  return {
    name: metadata.name,
    ready,
    word: `${ready ? 'Ready' : 'NotReady'}${spec.unschedulable ? ', SchedulingDisabled' : ''}`,
    role: plain(role.slice(ROLE.length), CLUSTER.wordChars),
  };
}

const Port = z.object({
  port: count,
  targetPort: z.union([z.number(), z.string()]).catch(''),
  nodePort: count,
  protocol: word,
});
const Service = z.object({
  metadata: z.object({ name, namespace: name }),
  spec: z.object({
    type: word,
    clusterIP: word,
    externalName: word,
    ports: listOf(Port, 8),
    selector: words(10),
  }),
});
/** A Service before its endpoints are known. */
export type ServiceAlone = Omit<ClusterService, 'endpoints' | 'more'>;

/** null: it is no Service. */
export function readService(object: unknown): ServiceAlone | null {
  const read = Service.safeParse(object);
  if (!read.success) return null;
  const { metadata, spec } = read.data;
  const selector = Object.entries(spec.selector).map(([key, value]) => `${key}=${value}`);
  return {
    ...metadata,
    type: spec.type || 'ClusterIP',
    address: spec.clusterIP || spec.externalName,
    ports: spec.ports.map(portWord),
    selector: selector.join(',').slice(0, CLUSTER.nameChars),
  };
}

/** `80:30080→8080/TCP`: what is the same, or is not there, is left out. */
function portWord({ port, targetPort, nodePort, protocol }: z.infer<typeof Port>): string {
  const outside = nodePort ? `:${nodePort}` : '';
  const inside = targetPort === '' || targetPort === port ? '' : `→${targetPort}`;
  return plain(`${port}${outside}${inside}/${protocol || 'TCP'}`, CLUSTER.wordChars);
}

const Slice = z.object({
  metadata: z.object({ name, namespace: name, labels: words(100) }),
  endpoints: listOf(
    z.object({
      addresses: listOf(word, 5),
      conditions: z
        .object({ ready: z.boolean().nullable().catch(null), terminating: flag })
        .catch({ ready: null, terminating: false }),
      targetRef: z.object({ kind: word, name }).optional().catch(undefined),
    }),
    1000,
  ),
});

export interface EndpointSlice {
  namespace: string;
  name: string;
  /** Name of its Service. */
  service: string;
  endpoints: ClusterEndpoint[];
}

/** null: it is no EndpointSlice of a Service. */
export function readSlice(object: unknown): EndpointSlice | null {
  const read = Slice.safeParse(object);
  const service = read.data?.metadata.labels[SLICE_OF];
  if (!read.success || !service) return null;
  const { metadata, endpoints } = read.data;
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    service,
    endpoints: endpoints.map(({ addresses, conditions, targetRef }) => ({
      pod: targetRef?.kind === 'Pod' ? targetRef.name : null,
      address: addresses[0] ?? '',
      // The API's own rule: who does not say so is ready.
      ready: conditions.ready !== false && !conditions.terminating,
    })),
  };
}
