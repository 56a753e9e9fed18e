import type { ClusterPod, ClusterService } from '@sandlot/protocol';
import { expect, test } from 'vitest';
import { arrangeCluster, splitName } from './arrange-cluster.ts';

const pod = (name: string, node: string | null, namespace = 'default'): ClusterPod => ({
  ...{ uid: name, namespace, name, node, look: 'ready', word: 'Running', ready: 1, containers: 1 },
  ...{ restarts: 0, owner: null, address: null },
});
const service = (name: string, pods: [string, boolean][], namespace = 'default'): ClusterService => ({
  ...{ namespace, name, type: 'ClusterIP', address: '10.0.0.1', ports: ['80/TCP'], selector: '', more: 1 },
  endpoints: pods.map(([pod, ready]) => ({ pod, address: '', ready })),
});
const node = (name: string) => ({ name, ready: true, word: 'Ready', role: '' });
const state = {
  nodes: [node('one'), node('two')],
  pods: [
    pod('web-1', 'one'),
    pod('web-2', null),
    pod('lost', 'gone'),
    pod('dns', 'one', 'kube-system'),
    pod('db', 'two', 'shop'),
  ],
  services: [
    service('web', [
      ['web-1', true],
      ['web-2', false],
    ]),
    service('dns', [['dns', true]], 'kube-system'),
  ],
};
const drawn = (filter: string) => {
  const { groups, services, ...rest } = arrangeCluster(state, filter);
  return {
    ...rest,
    groups: groups.map((one) => [one.node?.name ?? null, ...one.pods.map(({ name }) => name)]),
    services: services.map(({ name, pods, ready, total }) => ({ name, pods: [...pods], ready, total })),
  };
};

test('pods under their nodes, those without one in the end, those of the system hidden', () => {
  expect(drawn('')).toEqual({
    groups: [
      ['one', 'web-1'],
      ['two', 'db'],
      [null, 'web-2', 'lost'],
    ],
    services: [{ name: 'web', pods: ['default/web-1', 'default/web-2'], ready: 1, total: 3 }],
    namespaces: ['default', 'shop', 'kube-system'],
    hidden: 1,
    several: true,
  });
});

test.each([
  ['*', ['one', 'web-1', 'dns'], 0],
  ['shop', ['one'], 4],
  ['kube-system', ['one', 'dns'], 4],
  ['no-such', ['one'], 5],
])('of the namespace %s', (filter, first, hidden) => {
  expect(drawn(filter)).toMatchObject({ groups: expect.arrayContaining([first]), hidden });
});

test('one namespace alone needs no name', () => {
  expect(drawn('shop').several).toBe(false);
});

test.each([
  ['web-5d4f8-abcde', ['web-5d4f8', '-abcde']],
  ['db-0', ['db', '-0']],
  ['plain', ['plain', '']],
  ['etcd-a-control-plane-node', ['etcd-a-control-plane', '-node']],
  ['x-averyveryverylongtail', ['x-averyveryverylongtail', '']],
])('the name %s in two parts', (name, parts) => {
  expect(splitName(name)).toEqual(parts);
});
