import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SupervisedChild } from './supervised-child.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'sandlot-child-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('what comes over a socket that it was given is its own to read, however late it thanks for it', async () => {
  const child = new SupervisedChild(
    {
      name: 'taker',
      command: [process.execPath, path.join(import.meta.dirname, '../testing/taker.mjs')],
      environment: process.env,
      logFile: path.join(dir, 'taker.log'),
      answers: async () => true,
    },
    () => {},
    () => {},
  );
  await child.start();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const given = once(server, 'connection');
  const browser = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [socket] = (await given) as [Socket];
  process.kill(child.pid as number, 'SIGSTOP');
  expect(child.give({}, socket)).toBe(true);
  await new Promise((resolve) => browser.write('the first words', resolve));
  for (let turns = 0; turns < 3; turns += 1) await turn(); // what has come is looked at
  process.kill(child.pid as number, 'SIGCONT');
  const said = once(browser, 'data');
  browser.end();
  expect(String(await said)).toBe('the first words');
  server.close();
  await child.stop();
});
