/** The mirror on the admin page: asked seldom, and in the admin's state with its reason and remedy. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { AdminState } from '@sandlot/protocol';
import { expect, test } from 'vitest';
import { TestSite } from '../testing/test-broker.ts';
import { MirrorAnswer } from './mirror-answer.ts';

const found = (ok: boolean) => ({ name: 'Registry mirror', ok, reason: String(ok), remedy: '' });

test('it is asked at the first look, and again when the answer is ten seconds old', async () => {
  const world = { nowMs: 0, ok: false, asked: 0 };
  const ask = async () => {
    world.asked += 1;
    return found(world.ok);
  };
  const answer = new MirrorAnswer(ask, () => world.nowMs);
  expect(answer.last).toBeNull();
  await answer.look();
  world.ok = true;
  world.nowMs = 9_999;
  await answer.look();
  expect([world.asked, answer.last?.ok]).toEqual([1, false]);
  world.nowMs = 10_000;
  await answer.look();
  expect([world.asked, answer.last?.ok]).toEqual([2, true]);
});

test('without a mirror nothing is asked', async () => {
  const answer = new MirrorAnswer(null, () => 0);
  await answer.look();
  expect(answer.last).toBeNull();
});

/** An address of this host that is not loopback. */
const ownAddress = () =>
  Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address ?? '';

test('the admin page says that it answers, or why not and what to do', async () => {
  const server = createServer((_, response) => response.writeHead(503).end());
  await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
  const url = `http://${ownAddress()}:${(server.address() as AddressInfo).port}`;
  const site = new TestSite('process', { SANDLOT_REGISTRY_MIRROR: url });
  const b = await site.start();
  const admin = await b.admin();
  const state = await admin.watchAdmin();
  const { host } = await state.until((s: AdminState) => s.host.mirror !== null);
  expect(host.mirror).toMatchObject({
    ok: false,
    reason: `${url} answers /v2/ with 503: that is no registry.`,
    remedy: expect.stringMatching(/pull-through cache/),
  });
  await b.end();
  site.remove();
  server.close();
});
