/** The objects of one cluster as they were last told, and a snapshot of them within the wire's bounds. Knows no kubectl. */
import {
  CLUSTER,
  type ClusterEndpoint,
  type ClusterNode,
  type ClusterPod,
  type ClusterService,
  type ClusterState,
} from '@sandlot/protocol';
import { type EndpointSlice, readNode, readService, readSlice, type ServiceAlone } from './read-objects.ts';
import { readPod } from './read-pod.ts';

/** What is kept of each kind; more than this is not told apart. */
export const MOST_KEPT = 1000;

export const KINDS = ['nodes', 'pods', 'services', 'endpointslices'] as const;
export type Kind = (typeof KINDS)[number];

const READERS = { nodes: readNode, pods: readPod, services: readService, endpointslices: readSlice };
type Kept = { [K in Kind]: Map<string, NonNullable<ReturnType<(typeof READERS)[K]>>> };

const keyOf = (one: { namespace?: string; name: string }): string => `${one.namespace ?? ''}/${one.name}`;

export type Snapshot = Pick<ClusterState, 'nodes' | 'pods' | 'services' | 'leftOut'>;

export class ClusterStore {
  #kept = nothing();

  /** Puts a whole list in the place of what was kept of a kind. */
  replace(kind: Kind, objects: unknown[]): void {
    const kept = nothing();
    this.#kept = { ...this.#kept, [kind]: kept[kind] };
    for (const object of objects) this.put(kind, object);
  }

  /** A new object, or a new state of one. What is none is ignored. */
  put(kind: Kind, object: unknown): void {
    const one = READERS[kind](object);
    if (!one) return;
    const map = this.#kept[kind] as Map<string, typeof one>;
    const key = keyOf(one);
    if (map.size < MOST_KEPT || map.has(key)) map.set(key, one);
  }

  drop(kind: Kind, object: unknown): void {
    const one = READERS[kind](object);
    if (one) this.#kept[kind].delete(keyOf(one));
  }

  clear(): void {
    this.#kept = nothing();
  }

  /** In the order of namespaces and names, those of the system last: they are the first to be left out. */
  snapshot(): Snapshot {
    const { nodes, pods, services, endpointslices } = this.#kept;
    const slices = Map.groupBy(endpointslices.values(), (one) => `${one.namespace}/${one.service}`);
    return {
      nodes: inOrder<ClusterNode>(nodes).slice(0, CLUSTER.nodes),
      pods: inOrder<ClusterPod>(pods).slice(0, CLUSTER.pods),
      services: inOrder<ServiceAlone>(services)
        .slice(0, CLUSTER.services)
        .map((one) => withEndpoints(one, slices.get(keyOf(one)) ?? [])),
      leftOut: {
        nodes: Math.max(0, nodes.size - CLUSTER.nodes),
        pods: Math.max(0, pods.size - CLUSTER.pods),
        services: Math.max(0, services.size - CLUSTER.services),
      },
    };
  }
}

const nothing = (): Kept => ({
  nodes: new Map(),
  pods: new Map(),
  services: new Map(),
  endpointslices: new Map(),
});

const isSystem = (namespace: string | undefined): boolean => namespace?.startsWith('kube-') ?? false;

function inOrder<T extends { namespace?: string; name: string }>(all: Map<string, T>): T[] {
  const place = (one: T) => `${isSystem(one.namespace) ? 1 : 0}${keyOf(one)}`;
  return [...all.values()]
    .map((one) => ({ one, at: place(one) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ one }) => one);
}

/** A pod with addresses of two families is in two slices, and one endpoint. */
function withEndpoints(service: ServiceAlone, slices: EndpointSlice[]): ClusterService {
  const found = new Map<string, ClusterEndpoint>();
  for (const one of slices.flatMap(({ endpoints }) => endpoints)) {
    const key = one.pod ?? one.address;
    const known = found.get(key);
    found.set(key, known ? { ...known, ready: known.ready || one.ready } : one);
  }
  const endpoints = [...found.values()].sort((a, b) =>
    (a.pod ?? a.address) < (b.pod ?? b.address) ? -1 : 1,
  );
  return {
    ...service,
    endpoints: endpoints.slice(0, CLUSTER.endpoints),
    more: Math.max(0, endpoints.length - CLUSTER.endpoints),
  };
}
