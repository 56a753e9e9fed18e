import { expect, test } from 'vitest';
import { TypedTerminal, until } from '../contract/typed-terminal.ts';
import { openPty } from './machine-pty.ts';

const size = { cols: 80, rows: 24 };
const env = { PATH: '/usr/bin:/bin' };

test('what a program printed while paused arrives when it ends', async () => {
  const pty = openPty(['sh', '-c', 'read -r _; seq 1 500; exit 4'], env, size);
  const terminal = new TypedTerminal(pty);
  pty.pause();
  terminal.type('');
  expect(await terminal.end()).toBe(4);
  expect(terminal.text.trimEnd().endsWith('\r\n499\r\n500')).toBe(true);
});

test('a paused program that is killed is gone', async () => {
  const pty = openPty(['yes'], env, size);
  const terminal = new TypedTerminal(pty);
  await until('it prints', () => terminal.text.length > 0);
  pty.pause();
  pty.kill();
  expect(await terminal.end()).toBeNull();
});

test('a program that is not there ends at once with a code', async () => {
  expect(await new TypedTerminal(openPty(['no-such-program'], env, size)).end()).not.toBe(0);
});

test('a program that does not read holds up nobody: the rest is queued, and forgotten with it', async () => {
  const pty = openPty(['sh', '-c', 'stty raw -echo; echo go; sleep 600'], env, size);
  const terminal = new TypedTerminal(pty);
  await terminal.sees(/go/);
  pty.write(Buffer.alloc(500_000));
  expect(pty.queuedBytes).toBeGreaterThan(100_000);
  pty.kill();
  await terminal.end();
  expect(pty.queuedBytes).toBe(0);
});
