/** A cluster's state -> what is drawn of it: pods under their nodes, Services with their pods. Draws nothing itself. */
import type { ClusterNode, ClusterPod, ClusterService, ClusterState } from '@sandlot/protocol';

/** Namespaces that a cluster keeps for itself, and that are hidden unless asked for. */
export const isSystem = (namespace: string): boolean =>
  namespace.startsWith('kube-') || namespace === 'local-path-storage';

export interface NodeGroup {
  /** null: pods that no node has, or one that is not among those told. */
  node: ClusterNode | null;
  pods: ClusterPod[];
}

export interface DrawnService extends ClusterService {
  key: string;
  /** Keys of the pods behind it. */
  pods: Set<string>;
  ready: number;
  /** Endpoints in all. */
  total: number;
}

export interface ArrangedCluster {
  groups: NodeGroup[];
  services: DrawnService[];
  /** All that there are, in order; the system's last. */
  namespaces: string[];
  /** Pods that the filter hides. */
  hidden: number;
  /** More than one namespace is shown: names alone would be told apart no longer. */
  several: boolean;
}

export const podKey = ({ namespace, name }: { namespace: string; name: string }): string =>
  `${namespace}/${name}`;

/** See ClusterViewState for `filter`. */
export function arrangeCluster(
  state: Pick<ClusterState, 'nodes' | 'pods' | 'services'>,
  filter: string,
): ArrangedCluster {
  const shows = (namespace: string) =>
    filter === '*' || (filter === '' ? !isSystem(namespace) : namespace === filter);
  const namespaces = [...new Set([...state.pods, ...state.services].map((one) => one.namespace))];
  const pods = state.pods.filter((pod) => shows(pod.namespace));
  const byNode = Map.groupBy(pods, (pod) => pod.node);
  const known = new Set(state.nodes.map(({ name }) => name));
  const homeless = pods.filter(({ node }) => node === null || !known.has(node));
  const services = state.services.filter((service) => shows(service.namespace)).map(drawn);
  return {
    groups: [
      ...state.nodes.map((node) => ({ node, pods: byNode.get(node.name) ?? [] })),
      ...(homeless.length > 0 ? [{ node: null, pods: homeless }] : []),
    ],
    services,
    namespaces: namespaces.sort((a, b) => Number(isSystem(a)) - Number(isSystem(b)) || (a < b ? -1 : 1)),
    hidden: state.pods.length - pods.length,
    several: new Set([...pods, ...services].map((one) => one.namespace)).size > 1,
  };
}

function drawn(service: ClusterService): DrawnService {
  const { namespace, endpoints, more } = service;
  return {
    ...service,
    key: podKey(service),
    pods: new Set(endpoints.flatMap(({ pod }) => (pod === null ? [] : [podKey({ namespace, name: pod })]))),
    ready: endpoints.filter(({ ready }) => ready).length,
    total: endpoints.length + more,
  };
}

/** A name in two parts: what its family has, and the end by which it is told apart. */
export function splitName(name: string): [string, string] {
  const at = name.lastIndexOf('-');
  return at <= 0 || name.length - at > 12 ? [name, ''] : [name.slice(0, at), name.slice(at)];
}
