import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, Socket } from 'node:net';
import path from 'node:path';
import { leaveUnread } from '@sandlot/protocol';
import { afterEach, expect, test } from 'vitest';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function start(program: string): ChildProcess {
  const child = fork(path.join(import.meta.dirname, 'testing', program), {
    stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
  });
  children.push(child);
  return child;
}

const said = async (child: ChildProcess): Promise<unknown> => (await once(child, 'message'))[0];
const go = (child: ChildProcess) => child.stdin?.write('.');

test('what a browser says while the web server is busy is left to the broker', async () => {
  const broker = start('late-reader.ts');
  const web = start('busy-web.ts');
  const port = (await said(web)) as number;
  web.on('message', (message, socket) => {
    if (!(socket instanceof Socket)) return;
    leaveUnread(socket); // as the launcher does
    broker.send(message as object, socket);
  });
  const browser = connect(port, '127.0.0.1');
  browser.write(
    'GET /ws/terminal HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  );
  await once(browser, 'data');
  await new Promise((resolve) => browser.write('the first words', resolve));
  const looked = new Promise((resolve) => web.on('message', (word) => word === 'looked' && resolve(word)));
  go(web);
  await looked;
  const read = said(broker);
  go(broker);
  browser.end();
  expect(await read).toBe('the first words');
});
