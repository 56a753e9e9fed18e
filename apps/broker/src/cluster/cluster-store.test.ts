import { CLUSTER, ClusterState } from '@sandlot/protocol';
import { expect, test } from 'vitest';
import { ClusterStore, KINDS, MOST_KEPT } from './cluster-store.ts';
import { endpoint, node, pod, service, slice } from './testing/kube-objects.ts';

const named = (count: number, make: (name: string) => unknown) =>
  Array.from({ length: count }, (_, i) => make(`n-${String(i).padStart(4, '0')}`));
const names = (all: { name: string }[]) => all.map((one) => one.name);

test('lists are replaced, and changes are told one by one', () => {
  const store = new ClusterStore();
  store.replace('pods', [pod('b'), pod('a')]);
  store.put('pods', pod('c', { spec: { nodeName: null } }));
  store.put('pods', pod('a', { status: { phase: 'Failed', containerStatuses: [], conditions: [] } }));
  store.drop('pods', pod('b'));
  const { pods } = store.snapshot();
  expect(pods).toMatchObject([
    { name: 'a', look: 'failed' },
    { name: 'c', node: null },
  ]);
  store.replace('pods', [pod('d')]);
  expect(names(store.snapshot().pods)).toEqual(['d']);
  store.clear();
  expect(store.snapshot()).toEqual({
    nodes: [],
    pods: [],
    services: [],
    leftOut: { nodes: 0, pods: 0, services: 0 },
  });
});

test('a node tells its role, and whether it takes pods', () => {
  const store = new ClusterStore();
  store.replace('nodes', [
    node('one', true, { labels: { 'node-role.kubernetes.io/control-plane': '' } }),
    node('two', false, { spec: { unschedulable: true } }),
  ]);
  expect(store.snapshot().nodes).toEqual([
    { name: 'one', ready: true, word: 'Ready', role: 'control-plane' },
    { name: 'two', ready: false, word: 'NotReady, SchedulingDisabled', role: '' },
  ]);
});

test('a Service has the pods of all its slices, each once', () => {
  const store = new ClusterStore();
  store.replace('services', [
    service('web', { ports: [{ port: 80, targetPort: 'http', nodePort: 30_080 }] }),
  ]);
  store.replace('endpointslices', [
    slice('web', [endpoint('web-2', false), endpoint('web-1')]),
    slice('web', [endpoint('web-1', null, 'fd00::7'), { addresses: ['192.0.2.1'] }], 'web-x2'),
    slice('other', [endpoint('other-1')]),
  ]);
  expect(store.snapshot().services).toEqual([
    {
      namespace: 'default',
      name: 'web',
      type: 'ClusterIP',
      address: '10.96.0.7',
      ports: ['80:30080→http/TCP'],
      selector: 'app=web',
      endpoints: [
        { pod: null, address: '192.0.2.1', ready: true },
        { pod: 'web-1', address: '10.244.1.7', ready: true },
        { pod: 'web-2', address: '10.244.1.7', ready: false },
      ],
      more: 0,
    },
  ]);
  store.drop('endpointslices', slice('web', [], 'web-x1'));
  expect(store.snapshot().services[0]?.endpoints.map((one) => one.pod)).toEqual([null, 'web-1']);
});

test('beyond its bounds a snapshot counts, and leaves out those of the system first', () => {
  const store = new ClusterStore();
  const system = pod('aaa', { metadata: { namespace: 'kube-system' } });
  store.replace('pods', [system, ...named(CLUSTER.pods + 4, pod)]);
  store.replace('nodes', named(CLUSTER.nodes + 2, node));
  store.replace('services', named(CLUSTER.services + 3, service));
  const many = named(CLUSTER.endpoints + 6, endpoint);
  store.replace('endpointslices', [slice('n-0000', many)]);
  const { pods, services, leftOut } = store.snapshot();
  expect(leftOut).toEqual({ nodes: 2, pods: 5, services: 3 });
  expect(names(pods)).not.toContain('aaa');
  expect(services[0]).toMatchObject({ more: 6 });
  const state = { nowMs: 0, machine: 'm', status: 'live', sinceMs: 0, said: '', ...store.snapshot() };
  expect(ClusterState.safeParse(state).error).toBeUndefined();
});

test('no more is kept than the bound, however much is told', () => {
  const store = new ClusterStore();
  for (const object of named(MOST_KEPT + 50, pod)) store.put('pods', object);
  expect(store.snapshot().leftOut.pods).toBe(MOST_KEPT - CLUSTER.pods);
});

test.each(KINDS)('%s: what is no object is ignored', (kind) => {
  const store = new ClusterStore();
  store.replace(kind, [null, 1, 'x', [], {}, { metadata: {} }, { metadata: { name: {}, namespace: 1 } }]);
  store.drop(kind, { metadata: 1 });
  expect(store.snapshot()).toMatchObject({ nodes: [], pods: [], services: [] });
});
