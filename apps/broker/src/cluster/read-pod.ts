/** A pod as Kubernetes' API gives it -> a pod as the page shows it. */
import { CLUSTER, type ClusterPod, type PodLook } from '@sandlot/protocol';
import { z } from 'zod';
import { count, flag, listOf, name, plain, word } from './kube-text.ts';

const MOST_CONTAINERS = 50;

const nothing = {};
const ContainerStatus = z.object({
  ready: flag,
  started: flag,
  restartCount: count,
  state: z
    .object({
      waiting: z.object({ reason: word }).optional().catch(undefined),
      running: z.object({}).optional().catch(undefined),
      terminated: z
        .object({ reason: word, exitCode: z.number().catch(0), signal: count })
        .optional()
        .catch(undefined),
    })
    .catch(nothing),
});
type ContainerStatus = z.infer<typeof ContainerStatus>;

const Condition = z.object({ type: word, status: word });
const Pod = z.object({
  metadata: z.object({
    uid: word,
    name,
    namespace: name,
    deletionTimestamp: word,
    ownerReferences: listOf(z.object({ kind: word, name, controller: flag }), 10),
  }),
  spec: z
    .object({ nodeName: name.nullable().catch(null), containers: listOf(z.object({}), MOST_CONTAINERS) })
    .catch({ nodeName: null, containers: [] }),
  status: z.object({
    phase: word,
    reason: word,
    podIP: word,
    conditions: listOf(Condition, 30),
    containerStatuses: listOf(ContainerStatus, MOST_CONTAINERS),
    initContainerStatuses: listOf(ContainerStatus, MOST_CONTAINERS),
  }),
});
type Pod = z.infer<typeof Pod>;

/** null: it is no pod. */
export function readPod(object: unknown): ClusterPod | null {
  const read = Pod.safeParse(object);
  if (!read.success) return null;
  const { metadata, spec, status } = read.data;
  const owner = metadata.ownerReferences.find((one) => one.controller);
  const said = podWord(read.data);
  return {
    uid: metadata.uid || `${metadata.namespace}/${metadata.name}`.slice(0, CLUSTER.wordChars),
    namespace: metadata.namespace,
    name: metadata.name,
    node: spec.nodeName,
    look: podLook(read.data, said),
    word: plain(said, CLUSTER.wordChars),
    ready: status.containerStatuses.filter((one) => one.ready).length,
    containers: spec.containers.length,
    restarts: status.containerStatuses.reduce((sum, one) => sum + one.restartCount, 0),
    owner: owner ? plain(`${owner.kind} ${owner.name}`, CLUSTER.nameChars) : null,
    address: status.podIP || null,
  };
}

const isReady = ({ status }: Pod): boolean =>
  status.conditions.some((one) => one.type === 'Ready' && one.status === 'True');

const BROKEN =
  /BackOff|Err|Error|Invalid|OOMKilled|Evicted|ContainerCannotRun|DeadlineExceeded|^(Init:)?(ExitCode|Signal):|^Failed$|^Unknown$/;

function podLook(pod: Pod, said: string): PodLook {
  if (pod.metadata.deletionTimestamp) return 'leaving';
  if (pod.status.phase === 'Succeeded') return 'done';
  if (BROKEN.test(said)) return 'failed';
  return isReady(pod) ? 'ready' : 'waiting';
}

/** How a container ended; null: it has not, or well. */
function badEnd({ state }: ContainerStatus): string | null {
  const end = state.terminated;
  if (!end || end.exitCode === 0) return null;
  if (end.reason) return end.reason;
  return end.signal ? `Signal:${end.signal}` : `ExitCode:${end.exitCode}`;
}

/** The one word for a pod that `kubectl get pods` has in its column STATUS. */
function podWord(pod: Pod): string {
  const { metadata, status } = pod;
  if (metadata.deletionTimestamp) return 'Terminating';
  return initWord(status.initContainerStatuses) ?? containersWord(pod) ?? (status.reason || status.phase);
}

/** null: all of them are over, or run beside the others as they should. */
function initWord(all: ContainerStatus[]): string | null {
  const at = all.findIndex(({ state, started }) => !(state.terminated?.exitCode === 0 || started));
  const one = all[at];
  if (!one) return null;
  const bad = badEnd(one);
  if (bad) return `Init:${bad}`;
  const why = one.state.waiting?.reason;
  return why && why !== 'PodInitializing' ? `Init:${why}` : `Init:${at}/${all.length}`;
}

/** What is wrong with the first container with which something is; null: nothing to add to the phase. */
function containersWord({ status }: Pod): string | null {
  const all = status.containerStatuses;
  const waiting = all.map(({ state }) => state.waiting?.reason).find(Boolean);
  const bad = all.map(badEnd).find((end) => end !== null);
  if (waiting || bad) return waiting ?? bad ?? null;
  const over = all.length > 0 && all.every(({ state }) => state.terminated);
  return over ? 'Completed' : null;
}
