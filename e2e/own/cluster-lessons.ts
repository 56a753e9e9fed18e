/** A folder of lessons with a machine whose kubectl stands in for a cluster, and what that cluster can be made to do. */
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endpoint, node, pod, service, slice } from '../../apps/broker/src/cluster/testing/kube-objects.ts';

const KUBECTL = path.resolve(import.meta.dirname, '../../apps/broker/src/cluster/testing/kubectl');
const PLAYGROUND = `title: Clusters
summary: A machine with a cluster, and one whose cluster is still to come.
machines:
  - {name: dev, image: linux, cluster: true}
  - {name: later, image: linux, cluster: true}
`;

const onNode = (nodeName: string) => ({ spec: { nodeName, containers: [{}] } });
const web = (end: string, on: string) => pod(`web-5d4f8c-${end}`, onNode(on));
const waiting = (reason: string) => ({
  phase: 'Pending',
  conditions: [],
  containerStatuses: [{ ready: false, restartCount: 4, state: { waiting: { reason } } }],
});
const system = (name: string, on: string) =>
  pod(name, { metadata: { namespace: 'kube-system', ownerReferences: [] }, ...onNode(on) });
const over = { ready: false, state: { terminated: { exitCode: 0, reason: 'Completed' } } };
const leaving = { metadata: { deletionTimestamp: '2030-01-01T00:00:00Z' } };

const LISTS = {
  nodes: [
    node('lab-control-plane', true, { labels: { 'node-role.kubernetes.io/control-plane': '' } }),
    node('lab-worker'),
  ],
  pods: [
    web('aaaaa', 'lab-worker'),
    web('bbbbb', 'lab-control-plane'),
    pod('api-7c9d-xk2p9', { ...onNode('lab-worker'), status: waiting('CrashLoopBackOff') }),
    pod('batch-0', {
      spec: { nodeName: null, containers: [{}] },
      status: { ...waiting(''), containerStatuses: [] },
    }),
    pod('report-lq8zs', {
      ...onNode('lab-worker'),
      status: { phase: 'Succeeded', containerStatuses: [over] },
    }),
    system('coredns-668d6bf9bc-abcde', 'lab-control-plane'),
    system('etcd-lab-control-plane', 'lab-control-plane'),
  ],
  services: [
    service('web'),
    service('api', { clusterIP: '10.96.31.4', selector: { app: 'apis' } }),
    service('kubernetes', { selector: {}, clusterIP: '10.96.0.1', ports: [{ port: 443, targetPort: 6443 }] }),
  ],
  endpointslices: [
    slice('web', [endpoint('web-5d4f8c-aaaaa'), endpoint('web-5d4f8c-bbbbb')]),
    slice('kubernetes', [{ addresses: ['172.18.0.2'] }]),
  ],
};

type Step = [kind: keyof typeof LISTS, type: string, object: unknown][];
const many = Array.from({ length: 300 }, (_, i) => pod(`crowd-${1000 + i}`, onNode('lab-worker')));
/** What `step NAME` on the machine makes the cluster do. */
const STEPS: Record<string, Step> = {
  // A pod is deleted, and the controller makes another.
  deleted: [
    ['pods', 'MODIFIED', pod('web-5d4f8c-aaaaa', { ...onNode('lab-worker'), ...leaving })],
    ['endpointslices', 'MODIFIED', slice('web', [endpoint('web-5d4f8c-bbbbb')])],
    [
      'pods',
      'ADDED',
      pod('web-5d4f8c-ccccc', { ...onNode('lab-worker'), status: waiting('ContainerCreating') }),
    ],
  ],
  healed: [
    ['pods', 'DELETED', web('aaaaa', 'lab-worker')],
    ['pods', 'MODIFIED', web('ccccc', 'lab-worker')],
    [
      'endpointslices',
      'MODIFIED',
      slice('web', [endpoint('web-5d4f8c-bbbbb'), endpoint('web-5d4f8c-ccccc')]),
    ],
  ],
  crowded: many.map((one) => ['pods', 'ADDED', one]),
};

/** Writes it below a new folder, whose name comes back. */
export function writeClusterLessons(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'sandlot-cluster-lessons-'));
  const home = path.join(root, 'playgrounds/clusters/files/dev/home/student');
  const programs = path.join(root, 'playgrounds/clusters/files/dev/usr/local/bin');
  for (const folder of ['courses', `${home}/.cluster`, `${home}/.kube`, `${home}/steps`, programs])
    mkdirSync(path.resolve(root, folder), { recursive: true });
  writeFileSync(path.join(root, 'playgrounds/clusters.yaml'), PLAYGROUND);
  writeFileSync(path.join(home, '.kube/config'), 'a config\n');
  cpSync(KUBECTL, path.join(programs, 'kubectl'));
  writeFileSync(
    path.join(programs, 'step'),
    '#!/bin/sh\nfor f in ~/steps/$1.*; do cat $f >>~/.cluster/$(echo $f | cut -d. -f2).watch; done\n',
    { mode: 0o755 },
  );
  const lines = (all: unknown[]) => all.map((one) => `${JSON.stringify(one)}\n`).join('');
  for (const [kind, items] of Object.entries(LISTS)) {
    const at = path.join(home, `.cluster/${kind}`);
    writeFileSync(`${at}.list`, lines([{ kind: 'List', metadata: { resourceVersion: '9' }, items }]));
    writeFileSync(`${at}.watch`, '');
  }
  for (const [name, step] of Object.entries(STEPS)) {
    for (const [kind, events] of Map.groupBy(step, ([kind]) => kind))
      writeFileSync(
        path.join(home, `steps/${name}.${kind}`),
        lines(events.map(([, type, object]) => ({ type, object }))),
      );
  }
  return root;
}
