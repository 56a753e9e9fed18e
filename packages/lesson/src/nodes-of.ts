/** How many nodes the cluster has that a machine arrives with. */
import type { Kubernetes } from './types.ts';

const NODES: Record<Kubernetes, number> = { none: 0, tools: 0, 'one-node': 1, 'two-nodes': 2 };

/** 0: there is no cluster on arrival. */
export const nodesOf = ({ kubernetes }: { kubernetes: Kubernetes }): number => NODES[kubernetes];
