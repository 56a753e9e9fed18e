import { Terminal } from '@xterm/xterm';
import { beforeEach, expect, test } from 'vitest';
import { PromptWatch } from './prompt-watch.ts';

let terminal: Terminal;
let watch: PromptWatch;
let changes: string[];

beforeEach(() => {
  terminal = new Terminal({ allowProposedApi: true, cols: 20, rows: 6, scrollback: 4 });
  changes = [];
  watch = new PromptWatch(terminal, () => changes.push(watch.state));
});

const written = (text: string) => new Promise<void>((resolve) => terminal.write(text, resolve));
const mark = (what: string) => `\x1b]133;${what}\x1b\\`;
const PROMPT = `${mark('A')}$ ${mark('B')}`;

test('a shell without marks is not known', async () => {
  await written('$ ls\r\nfile\r\n$ ');
  expect(watch.state).toBe('unknown');
  expect(watch.typed).toBe('nothing');
  watch.sent();
  expect(watch.state).toBe('unknown');
});

test('from prompt to command to prompt', async () => {
  await written(PROMPT);
  expect(watch.state).toBe('prompt');
  await written(`sleep 1\r\n${mark('C')}`);
  expect(watch.state).toBe('running');
  await written(`${mark('D;3')}${PROMPT}`);
  expect(changes).toEqual(['prompt', 'prompt', 'running', 'running', 'prompt', 'prompt']);
  expect(watch.commands.map((one) => one.exitCode)).toEqual([3, null]);
  expect(watch.commands.map((one) => one.prompt.line)).toEqual([0, 1]);
});

test('what was sent runs until the shell says otherwise', async () => {
  await written(PROMPT);
  watch.sent();
  expect(watch.state).toBe('running');
  await written(PROMPT);
  expect(watch.state).toBe('prompt');
});

test('what stands after the prompt is told, also over the edge and over lines', async () => {
  await written(PROMPT);
  expect(watch.typed).toBe('nothing');
  await written('ls');
  expect(watch.typed).toBe('line');
  await written(' -l --a-long-option-of-it');
  expect(watch.typed).toBe('line');
  await written('\r\n> ');
  expect(watch.typed).toBe('lines');
  await written(`\r\n${PROMPT}`);
  expect(watch.typed).toBe('nothing');
});

test('a prompt that is drawn anew is one command, and what scrolled away is none', async () => {
  await written(`${PROMPT}\r\x1b[K${PROMPT}`);
  expect(watch.commands).toHaveLength(1);
  await written(`yes\r\n${mark('C')}${'y\r\n'.repeat(20)}${mark('D;0')}${PROMPT}`);
  expect(watch.commands).toHaveLength(1);
  expect(watch.commands[0]?.exitCode).toBeNull();
});

test('a command that was given up is one nevertheless', async () => {
  await written(`${PROMPT}for\r\n> ^C\r\n${PROMPT}`);
  expect(watch.commands.map((one) => one.prompt.line)).toEqual([0, 2]);
});

test('after a snapshot nothing is known', async () => {
  await written(PROMPT);
  watch.forget();
  expect(watch.state).toBe('unknown');
  expect(watch.commands).toEqual([]);
});
