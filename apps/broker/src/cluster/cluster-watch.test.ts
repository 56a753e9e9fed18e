import { type ClusterState, ClusterState as Schema } from '@sandlot/protocol';
import { SandboxError } from '@sandlot/sandbox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Follow } from './ask-kubectl.ts';
import { AGAIN_MS, ClusterWatch } from './cluster-watch.ts';
import { endpoint, node, pod, service, slice } from './testing/kube-objects.ts';
import { StandInCluster } from './testing/stand-in-cluster.ts';
import { StillClock } from './testing/still-clock.ts';

let cluster: StandInCluster;
let clock: StillClock;
let watch: ClusterWatch | null;
let faults: unknown[];
let wake: (() => void)[];

beforeEach(() => {
  cluster = new StandInCluster();
  clock = new StillClock();
  watch = null;
  faults = [];
  wake = [];
});
afterEach(() => {
  watch?.stop();
  cluster.remove();
  expect(faults).toEqual([]);
});

function look(follow: Follow = cluster.follow): ClusterWatch {
  watch = new ClusterWatch({
    machine: 'dev',
    follow,
    clock,
    changed: () => wake.splice(0).forEach((go) => void go()),
    failed: (error) => faults.push(error),
  });
  return watch;
}

/** The first state from now on of which it holds. */
async function until(test: (state: ClusterState) => boolean): Promise<ClusterState> {
  for (;;) {
    const state = watch?.state();
    if (state && test(state)) return Schema.parse(state);
    await new Promise<void>((resolve) => wake.push(resolve));
  }
}
const live = (state: ClusterState) => state.status === 'live';
const names = (state: ClusterState) => state.pods.map((one) => one.name);

/** Lets the watch try again. */
async function again(): Promise<void> {
  await clock.waitedFor();
  await clock.pass(AGAIN_MS);
}

test('what there is, and then each change', async () => {
  cluster.list('nodes', [node('worker')]);
  cluster.list('pods', [pod('web-1')]);
  cluster.list('services', [service('web')]);
  cluster.list('endpointslices', [slice('web', [endpoint('web-1')])]);
  look();
  const first = await until(live);
  expect(first).toMatchObject({
    machine: 'dev',
    said: '',
    nodes: [{ name: 'worker', ready: true }],
    pods: [{ name: 'web-1', node: 'worker' }],
    services: [{ name: 'web', endpoints: [{ pod: 'web-1' }] }],
  });
  cluster.say('pods', 'ADDED', pod('web-2'));
  await until((state) => names(state).join() === 'web-1,web-2');
  cluster.say('pods', 'BOOKMARK', { metadata: { resourceVersion: '18' } });
  cluster.say('pods', 'MODIFIED', pod('web-2', { metadata: { deletionTimestamp: 'now' } }));
  await until((state) => state.pods[1]?.look === 'leaving');
  cluster.say('pods', 'DELETED', pod('web-2'));
  cluster.say('endpointslices', 'MODIFIED', slice('web', [endpoint('web-1', false)]));
  await until((state) => names(state).join() === 'web-1' && state.services[0]?.endpoints[0]?.ready === false);
  expect(cluster.calls()).toContain('/api/v1/pods?watch=1&allowWatchBookmarks=true&resourceVersion=17');
});

test('long lists come page by page', async () => {
  cluster.list('pods', [pod('a')], { resourceVersion: '5', continue: 'x/y=&z' });
  cluster.list('pods', [pod('b')], { resourceVersion: '5', remainingItemCount: 3 }, 'more');
  look();
  expect(names(await until(live))).toEqual(['a', 'b']);
  expect(cluster.calls()).toContain('/api/v1/pods?limit=40&continue=x%2Fy%3D%26z');
});

test('an API server that goes is told, with what is known, and when it is back all is read anew', async () => {
  cluster.list('pods', [pod('web-1')]);
  look();
  await until(live);
  cluster.down(true);
  await again(); // a watch that ended at once is not begun again at once
  const down = await until((state) => state.status === 'down');
  expect(down).toMatchObject({ pods: [{ name: 'web-1' }], sinceMs: clock.now() });
  expect(down.said).toMatch(/127\.0\.0\.1:6443 was refused/);
  await again();
  await clock.waitedFor();
  expect(watch?.state()).toMatchObject({ status: 'down', sinceMs: down.sinceMs });
  cluster.list('pods', [pod('web-2')]);
  cluster.down(false);
  await again();
  const back = await until(live);
  expect(back).toMatchObject({ said: '', pods: [{ name: 'web-2' }] });
  expect(back.sinceMs).toBeGreaterThan(down.sinceMs);
});

test('a watch that says it cannot go on is begun anew from a list', async () => {
  look();
  await until(live);
  cluster.list('pods', [pod('late')]);
  cluster.say('pods', 'ERROR', { code: 410 });
  await again();
  await until((state) => names(state).join() === 'late');
});

test('a machine without kubectl, then without a config, then with a cluster', async () => {
  cluster.list('pods', [pod('web-1')]);
  cluster.give({ kubectl: false, config: false });
  look();
  expect(await until((state) => state.status !== 'connecting')).toMatchObject({
    status: 'no-kubectl',
    said: '',
  });
  cluster.give({ kubectl: true, config: false });
  await again();
  expect(await until((state) => state.status !== 'no-kubectl')).toMatchObject({
    status: 'no-config',
    said: '',
  });
  expect(cluster.calls()).toEqual([]);
  cluster.give({ kubectl: true, config: true });
  await again();
  expect(await until(live)).toMatchObject({ said: '', pods: [{ name: 'web-1' }] });
});

test.each<[string, string, ClusterState['status'], RegExp]>([
  [
    'is refused',
    'Error from server (Forbidden): nodes is forbidden',
    'failed',
    /^Error from server \(Forbidden\)/,
  ],
  ['cannot be read', '[1, 2, 3]', 'failed', /1, 2, 3/],
  ['is nothing', '', 'down', /^$/],
  ['is no JSON at all', '\u001b[2J{"items":', 'failed', /^\[2J/],
  ['comes too late', 'Unable to connect to the server: net/http: TLS handshake timeout', 'down', /timeout/],
])('an answer that %s', async (_name, line, status, said) => {
  const follow: Follow = () => cluster.follow(['printf', '%s\\n', line]);
  look(follow);
  expect((await until((state) => state.status === status)).said).toMatch(said);
});

test('an answer without end is given up', async () => {
  look(() => cluster.follow(['sh', '-c', 'yes | tr -d "\\n"']));
  expect((await until((state) => state.status === 'failed')).said).toBe('An answer was longer than 1 MiB.');
});

test('a machine that does not run says why, and one that does again is asked again', async () => {
  const why = 'Machine dev has stopped. Reset gives a clean one.';
  let runs = false;
  cluster.list('pods', [pod('web-1')]);
  look((command) => (runs ? cluster.follow(command) : Promise.reject(new SandboxError('stopped', why))));
  await until((state) => state.status === 'machine' && state.said === why);
  runs = true;
  await again();
  await until(live);
});

test('a fault of ours is told to the log, not to the student', async () => {
  look(() => Promise.reject(new Error('a secret')));
  expect(await until((state) => state.status === 'failed')).toMatchObject({ said: 'The broker failed.' });
  expect(faults.splice(0)).toHaveLength(1);
});

test('after the stop nothing is asked, and what was asked has ended', async () => {
  let running = 0;
  const follow: Follow = async (command) => {
    const stream = await cluster.follow(command);
    running += 1;
    stream.once('close', () => {
      running -= 1;
      for (const go of wake.splice(0)) go();
    });
    return stream;
  };
  look(follow);
  await until(live);
  watch?.stop();
  while (running > 0) await new Promise<void>((resolve) => wake.push(resolve));
  const asked = cluster.calls().length;
  await clock.pass(10 * AGAIN_MS);
  expect(cluster.calls()).toHaveLength(asked);
});
