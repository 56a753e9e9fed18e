/** A view of a cluster over the broker's own wire, of a real machine with a kubectl that stands in for one. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CLOSE, CLUSTER, type ClusterState } from '@sandlot/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Student, Watch } from '../testing/student.ts';
import { type TestBroker, TestSite } from '../testing/test-broker.ts';
import { pod } from './testing/kube-objects.ts';

const HOME = '/home/student';
const KUBECTL = readFileSync(path.join(import.meta.dirname, 'testing/kubectl'));

let site: TestSite;
let b: TestBroker;
let student: Student;
let id: string;
beforeAll(async () => {
  site = new TestSite('docker');
  b = await site.start();
  ({ student, sandboxId: id } = await b.ready());
  const text = (at: string, what: string) => ({
    path: `${HOME}/${at}`,
    bytes: Buffer.from(what),
    mode: 0o644,
  });
  const list = (items: unknown[]) => `${JSON.stringify({ metadata: { resourceVersion: '1' }, items })}\n`;
  await b.broker.runtime.putFiles(id, 'box', [
    { path: '/usr/local/bin/kubectl', bytes: KUBECTL, mode: 0o755 },
    text('.kube/config', 'a config'),
    ...['nodes', 'services', 'endpointslices'].map((kind) => text(`.cluster/${kind}.list`, list([]))),
    ...['nodes', 'services', 'endpointslices'].map((kind) => text(`.cluster/${kind}.watch`, '')),
    text('.cluster/pods.list', list([pod('web-1')])),
    text('.cluster/pods.watch', ''),
  ]);
}, 120_000);
afterAll(async () => {
  await b.end();
  site.remove();
});

const ticket = async (who = student, machine = 'box') =>
  (await who.ask<{ ticket: string }>('POST', `/api/sandboxes/${id}/cluster`, { machine })).ticket;
const dial = (ticket: string) =>
  new WebSocket(`${b.origin.replace('http', 'ws')}/ws/cluster?ticket=${ticket}`, {
    headers: { origin: b.origin },
  });
const closed = async (socket: WebSocket) => {
  const [code, reason] = await once(socket, 'close');
  return { code, reason: String(reason) };
};
const run = async (script: string) => {
  const { output, timedOut } = await b.broker.runtime.run(id, 'box', { script, timeoutMs: 30_000 });
  if (timedOut) throw new Error(`too slow: ${script}`);
  return output.trim();
};
/** Watches that run on the machine. */
const watches = async () =>
  Number(
    await run(
      "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n' | grep -c '^/home/student/.cluster/[a-z]*[.]watch$' || :",
    ),
  );
const KINDS = 4;

async function until(what: string, test: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; ) if (await test()) return;
  expect.fail(`${what}: not within 15 s`);
}

test('a page sees the cluster move, and the machine is asked only while somebody looks', async () => {
  expect(await watches()).toBe(0);
  const first = new Watch<ClusterState>(dial(await ticket()));
  const live = await first.until((state) => state.status === 'live');
  expect(live).toMatchObject({ machine: 'box', pods: [{ name: 'web-1', look: 'ready' }] });
  const second = new Watch<ClusterState>(dial(await ticket()));
  await second.until((state) => state.status === 'live');
  await until('all kinds are watched', async () => (await watches()) === KINDS);
  const event = JSON.stringify({ type: 'ADDED', object: pod('web-2') });
  await run(`cat >>${HOME}/.cluster/pods.watch <<'END'\n${event}\nEND`);
  for (const one of [first, second]) await one.until((state) => state.pods.length === 2);
  expect(await watches()).toBe(KINDS);
  const users = await run('ps -eo user=,args= | grep "[w]atch=1" | cut -d" " -f1 | sort -u');
  expect(users).toBe('student');
  first.socket.close();
  await once(first.socket, 'close');
  expect(await watches()).toBe(KINDS);
  second.socket.close();
  await until('nothing asks any more', async () => (await watches()) === 0);
});

test('a ticket is one’s own, for a machine that has a cluster, and good once', async () => {
  const other = b.student();
  await other.start('trial/two');
  await expect(ticket(other)).rejects.toMatchObject({ status: 403 });
  await expect(ticket(student, 'nobox')).rejects.toMatchObject({ status: 404 });
  const good = await ticket();
  const socket = dial(good);
  await once(socket, 'message');
  expect(await closed(dial(good))).toEqual({ code: CLOSE.ticket, reason: 'This ticket was used before.' });
  expect((await closed(dial('rubbish'))).code).toBe(CLOSE.ticket);
  expect((await closed(dial(await student.ticket(id, 'box')))).code).toBe(CLOSE.ticket);
  socket.close();
});

test('a machine whose playground says nothing of a cluster has none to look at', async () => {
  const pair = await b.ready('playgrounds/pair');
  await expect(
    pair.student.ask('POST', `/api/sandboxes/${pair.sandboxId}/cluster`, { machine: 'm1' }),
  ).rejects.toMatchObject({
    status: 404,
    message: 'Machine m1 has no cluster: its playground does not say so.',
  });
});

test('this connection only speaks, and so many pages may look', async () => {
  const sockets: WebSocket[] = [];
  for (let i = 0; i < CLUSTER.looks; i += 1) {
    const socket = dial(await ticket());
    sockets.push(socket);
    await once(socket, 'message');
  }
  expect(await closed(dial(await ticket()))).toEqual({
    code: CLOSE.tooMany,
    reason: '8 pages look at this sandbox’s clusters, and no more may. Close one.',
  });
  const [first, ...others] = sockets;
  const ended = first && closed(first);
  first?.send('hello');
  expect((await ended)?.code).toBe(CLOSE.malformed);
  const again = dial(await ticket());
  await once(again, 'message');
  await Promise.all(
    [...others, again].map((socket) => {
      const end = closed(socket);
      socket.close();
      return end;
    }),
  );
});

test('a reset machine is told of, and the end of the sandbox ends the view', async () => {
  const watch = new Watch<ClusterState>(dial(await ticket()));
  await watch.until((state) => state.status === 'live');
  await student.ask('POST', `/api/sandboxes/${id}/reset`, {});
  const bare = await watch.until((state) => state.status === 'no-kubectl');
  expect(bare.pods).toEqual([]);
  const end = closed(watch.socket);
  await student.ask('DELETE', `/api/sandboxes/${id}`);
  expect(await end).toEqual({ code: CLOSE.gone, reason: 'The sandbox has ended.' });
});
