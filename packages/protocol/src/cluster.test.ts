import { expect, test } from 'vitest';
import { CLUSTER, ClusterState, LookBody } from './cluster.ts';

const pod = {
  uid: 'u-1',
  namespace: 'default',
  name: 'web-1',
  node: 'worker',
  look: 'ready',
  word: 'Running',
  ready: 1,
  containers: 1,
  restarts: 0,
  owner: 'ReplicaSet web',
  address: '10.0.0.1',
} as const;
const service = {
  namespace: 'default',
  name: 'web',
  type: 'ClusterIP',
  address: '10.1.0.1',
  ports: ['80/TCP'],
  selector: 'app=web',
  endpoints: [{ pod: 'web-1', address: '10.0.0.1', ready: true }],
  more: 0,
};
const node = { name: 'worker', ready: true, word: 'Ready', role: '' };
const state: ClusterState = {
  nowMs: 5,
  machine: 'dev',
  status: 'live',
  sinceMs: 1,
  said: '',
  nodes: [node],
  pods: [pod],
  services: [service],
  leftOut: { nodes: 0, pods: 0, services: 0 },
};

test('a snapshot comes back as it was', () => {
  expect(ClusterState.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
});

test.each<[string, object]>([
  ['more nodes than it may hold', { nodes: Array(CLUSTER.nodes + 1).fill(node) }],
  ['more pods', { pods: Array(CLUSTER.pods + 1).fill(pod) }],
  ['more services', { services: Array(CLUSTER.services + 1).fill(service) }],
  [
    'more endpoints of one service',
    { services: [{ ...service, endpoints: Array(CLUSTER.endpoints + 1).fill(service.endpoints[0]) }] },
  ],
  ['more ports of one service', { services: [{ ...service, ports: Array(9).fill('80/TCP') }] }],
  ['a longer name', { pods: [{ ...pod, name: 'x'.repeat(CLUSTER.nameChars + 1) }] }],
  ['a longer word', { pods: [{ ...pod, word: 'x'.repeat(CLUSTER.wordChars + 1) }] }],
  ['longer last words', { said: 'x'.repeat(CLUSTER.saidChars + 1) }],
  ['a look that is none', { pods: [{ ...pod, look: 'happy' }] }],
  ['a status that is none', { status: 'fine' }],
  ['a machine that can be none', { machine: '../x' }],
])('refuses %s', (_name, change) => {
  expect(ClusterState.safeParse({ ...state, ...change }).success).toBe(false);
});

test('who asks to look names the machine and nothing else', () => {
  expect(LookBody.safeParse({ machine: 'dev' }).success).toBe(true);
  expect(LookBody.safeParse({ machine: 'dev', command: 'id' }).success).toBe(false);
});
