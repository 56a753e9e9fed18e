import { ClusterPod } from '@sandlot/protocol';
import { expect, test } from 'vitest';
import { readPod } from './read-pod.ts';
import { pod, running } from './testing/kube-objects.ts';

const waiting = (reason: string) => ({ ready: false, restartCount: 3, state: { waiting: { reason } } });
const ended = (exitCode: number, reason = '', signal = 0) => ({
  ready: false,
  restartCount: 0,
  state: { terminated: { exitCode, reason, signal } },
});
const notReady = { conditions: [{ type: 'Ready', status: 'False' }] };

test('a pod that runs', () => {
  expect(readPod(pod('web-1'))).toEqual({
    uid: 'uid-web-1',
    namespace: 'default',
    name: 'web-1',
    node: 'worker',
    look: 'ready',
    word: 'Running',
    ready: 1,
    containers: 1,
    restarts: 0,
    owner: 'ReplicaSet web-5d4f',
    address: '10.244.1.7',
  });
});

test.each<[string, string, string, Record<string, Record<string, unknown>>]>([
  ['runs, and is not ready', 'Running', 'waiting', { status: notReady }],
  ['has no node', 'Pending', 'waiting', { status: { phase: 'Pending', containerStatuses: [], ...notReady } }],
  [
    'is made',
    'ContainerCreating',
    'waiting',
    { status: { ...notReady, phase: 'Pending', containerStatuses: [waiting('ContainerCreating')] } },
  ],
  [
    'crashes',
    'CrashLoopBackOff',
    'failed',
    { status: { ...notReady, containerStatuses: [waiting('CrashLoopBackOff')] } },
  ],
  [
    'has no image',
    'ImagePullBackOff',
    'failed',
    { status: { ...notReady, phase: 'Pending', containerStatuses: [running, waiting('ImagePullBackOff')] } },
  ],
  [
    'ran out of memory',
    'OOMKilled',
    'failed',
    { status: { ...notReady, containerStatuses: [ended(137, 'OOMKilled')] } },
  ],
  [
    'failed without a word',
    'ExitCode:3',
    'failed',
    { status: { ...notReady, containerStatuses: [ended(3)] } },
  ],
  ['was killed', 'Signal:9', 'failed', { status: { ...notReady, containerStatuses: [ended(137, '', 9)] } }],
  [
    'is over',
    'Completed',
    'done',
    { status: { ...notReady, phase: 'Succeeded', containerStatuses: [ended(0, 'Completed')] } },
  ],
  [
    'was thrown out',
    'Evicted',
    'failed',
    { status: { ...notReady, phase: 'Failed', reason: 'Evicted', containerStatuses: [] } },
  ],
  [
    'is on its way out',
    'Terminating',
    'leaving',
    { metadata: { deletionTimestamp: '2020-01-01T00:00:00Z' } },
  ],
  [
    'prepares',
    'Init:1/2',
    'waiting',
    {
      status: {
        ...notReady,
        phase: 'Pending',
        initContainerStatuses: [ended(0), { state: { running: {} } }],
        containerStatuses: [waiting('PodInitializing')],
      },
    },
  ],
  [
    'cannot prepare',
    'Init:CrashLoopBackOff',
    'failed',
    { status: { ...notReady, phase: 'Pending', initContainerStatuses: [waiting('CrashLoopBackOff')] } },
  ],
  [
    'failed to prepare',
    'Init:ExitCode:2',
    'failed',
    { status: { ...notReady, phase: 'Pending', initContainerStatuses: [ended(2)] } },
  ],
  ['has a helper that runs beside it', 'Running', 'ready', { status: { initContainerStatuses: [running] } }],
])('a pod that %s: %s', (_name, word, look, change) => {
  expect(readPod(pod('web-1', change))).toMatchObject({ word, look });
});

test.each([null, 7, {}, { metadata: { name: 'x' } }, pod('', {}), pod('x', { metadata: { namespace: 5 } })])(
  'no pod at all: %j',
  (object) => {
    expect(readPod(object)).toBeNull();
  },
);

test('what is too long, too many or of another kind is cut, and does no harm', () => {
  const long = 'x'.repeat(100_000);
  const many = Array.from({ length: 10_000 }, () => ({ ready: true, restartCount: 1e9, state: 7 }));
  const read = readPod(
    pod('a\u0000b\u202ec\n', {
      metadata: { uid: long, ownerReferences: 'x' },
      spec: { nodeName: long, containers: 3 },
      status: { phase: long, podIP: {}, conditions: null, containerStatuses: many, reason: ['x'] },
    }),
  );
  expect(ClusterPod.parse(read)).toMatchObject({ name: 'a b c ', owner: null, address: null, containers: 0 });
  expect(JSON.stringify(read).length).toBeLessThan(1000);
});
