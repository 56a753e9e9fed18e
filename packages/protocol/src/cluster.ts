/**
 * What a page that looks at a cluster knows of it: one whole snapshot over `/ws/cluster`, sent anew on each change and
 * read from the student's own machine, so nothing in it is to be trusted. Every list and text has a bound.
 */
import { z } from 'zod';
import { Slug } from './words.ts';

/** What a snapshot holds at most; what is beyond is counted in `leftOut`. */
export const CLUSTER = {
  nodes: 30,
  pods: 250,
  services: 80,
  /** Of one Service. */
  endpoints: 60,
  /** Kubernetes' own limit for most names. */
  nameChars: 253,
  /** Of a word or an address. */
  wordChars: 80,
  /** What the machine's kubectl said when it failed. */
  saidChars: 300,
  /** Pages that may look at one sandbox at once. */
  looks: 8,
} as const;

const Name = z.string().max(CLUSTER.nameChars);
const Word = z.string().max(CLUSTER.wordChars);

export const ClusterNode = z.object({
  name: Name,
  ready: z.boolean(),
  /** `Ready`, `NotReady`, and `SchedulingDisabled` behind a comma, as kubectl has it. */
  word: Word,
  /** `control-plane`; empty for a worker. */
  role: Word,
});
export type ClusterNode = z.infer<typeof ClusterNode>;

/** How a pod stands: serving, on its way, broken, finished, on its way out. */
export const PodLook = z.enum(['ready', 'waiting', 'failed', 'done', 'leaving']);
export type PodLook = z.infer<typeof PodLook>;

export const ClusterPod = z.object({
  /** Another pod of the same name has another. */
  uid: Word,
  namespace: Name,
  name: Name,
  /** null: not placed yet. */
  node: Name.nullable(),
  look: PodLook,
  /** `Running`, `Pending`, `CrashLoopBackOff`, …, as kubectl has it. */
  word: Word,
  /** Containers that are ready, of how many. */
  ready: z.number().int(),
  containers: z.number().int(),
  restarts: z.number().int(),
  /** What made it and would make another: `ReplicaSet web-5d4f`; null: nothing. */
  owner: Name.nullable(),
  address: Word.nullable(),
});
export type ClusterPod = z.infer<typeof ClusterPod>;

export const ClusterEndpoint = z.object({
  /** The pod behind it, in the service's namespace; null: no pod. */
  pod: Name.nullable(),
  address: Word,
  ready: z.boolean(),
});
export type ClusterEndpoint = z.infer<typeof ClusterEndpoint>;

export const ClusterService = z.object({
  namespace: Name,
  name: Name,
  /** `ClusterIP`, `NodePort`, … */
  type: Word,
  /** `None`: headless. */
  address: Word,
  /** `80→8080/TCP`, at most 8. */
  ports: z.array(Word).max(8),
  /** `app=web,tier=front`; empty: it selects nothing. */
  selector: Name,
  endpoints: z.array(ClusterEndpoint).max(CLUSTER.endpoints),
  /** Endpoints that are not among them. */
  more: z.number().int(),
});
export type ClusterService = z.infer<typeof ClusterService>;

/**
 * `connecting`: asked, not answered yet. `machine`: the machine does not run now. `no-kubectl`, `no-config`: there is no
 * cluster to be seen from the machine yet. `down`: the API server does not answer. `failed`: something else keeps kubectl
 * from it. With these two the lists are what it last said.
 */
export const ClusterStatus = z.enum([
  'connecting',
  'machine',
  'no-kubectl',
  'no-config',
  'down',
  'failed',
  'live',
]);
export type ClusterStatus = z.infer<typeof ClusterStatus>;

export const ClusterState = z.object({
  /** The broker's clock. */
  nowMs: z.number(),
  machine: Slug,
  status: ClusterStatus,
  /** Since when it is so. */
  sinceMs: z.number(),
  /** What kubectl last said when it failed; empty: nothing. */
  said: z.string().max(CLUSTER.saidChars),
  nodes: z.array(ClusterNode).max(CLUSTER.nodes),
  pods: z.array(ClusterPod).max(CLUSTER.pods),
  services: z.array(ClusterService).max(CLUSTER.services),
  /** How many there are beyond those. */
  leftOut: z.object({ nodes: z.number().int(), pods: z.number().int(), services: z.number().int() }),
});
export type ClusterState = z.infer<typeof ClusterState>;

/** Asks to look at the cluster of a machine; the answer's ticket opens one `/ws/cluster?ticket=…`. */
export const LookBody = z.object({ machine: Slug }).strict();
