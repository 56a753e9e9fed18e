import { Terminal } from '@xterm/xterm';
import { beforeEach, expect, test } from 'vitest';
import { InputTap } from './input-tap.ts';

let terminal: Terminal;
let tap: InputTap;
let sent: string[];

beforeEach(() => {
  terminal = new Terminal({ allowProposedApi: true });
  sent = [];
  tap = new InputTap(terminal, (bytes) => sent.push(new TextDecoder().decode(bytes)));
});

const written = (text: string) => new Promise<void>((resolve) => terminal.write(text, resolve));
/** DA1, DA2, DSR, CPR, DECXCPR, DECRQM twice, DECRQSS, focus reports on. */
const QUESTIONS = '\x1b[c\x1b[>c\x1b[5n\x1b[6n\x1b[?6n\x1b[?2004$p\x1b[4$p\x1bP$qm\x1b\\\x1b[?1004h';

test('a client whose size it is answers', async () => {
  tap.mayAnswer = true;
  await written('\x1b[c\x1b[6n');
  expect(sent).toEqual(['\x1b[?1;2c', '\x1b[1;1R']);
});

test('another client answers nothing, and what is typed passes', async () => {
  const parsed = written(QUESTIONS);
  terminal.input('ls');
  await parsed;
  terminal.input('\r');
  expect(sent).toEqual(['ls', '\r']);
});

test('a snapshot is asked and answered nothing, though keys pass while it is drawn', async () => {
  tap.mayAnswer = true;
  tap.restoring = true;
  const parsed = written(QUESTIONS);
  terminal.input('x');
  await parsed;
  expect(sent).toEqual(['x']);
  tap.restoring = false;
  await written('\x1b[5n');
  expect(sent).toEqual(['x', '\x1b[0n']);
});

test('a typed F3 with Shift passes, though it looks like a cursor report', () => {
  terminal.input('\x1b[1;2R');
  expect(sent).toEqual(['\x1b[1;2R']);
});

test('what is typed may be changed on its way, an answer is not', async () => {
  tap.mayAnswer = true;
  tap.typedAs = (typed) => typed.toUpperCase();
  terminal.input('ls');
  await written('\x1b[c');
  expect(sent).toEqual(['LS', '\x1b[?1;2c']);
});
