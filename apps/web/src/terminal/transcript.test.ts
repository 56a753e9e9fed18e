import { Terminal } from '@xterm/xterm';
import { beforeEach, expect, test } from 'vitest';
import { PromptWatch } from './prompt-watch.ts';
import { addedText, spokenText, transcriptOf, transcriptText } from './transcript.ts';

let terminal: Terminal;
let watch: PromptWatch;

beforeEach(() => {
  terminal = new Terminal({ allowProposedApi: true, cols: 12, rows: 5, scrollback: 100 });
  watch = new PromptWatch(terminal, () => {});
});

const written = (text: string) => new Promise<void>((resolve) => terminal.write(text, resolve));
const mark = (what: string) => `\x1b]133;${what}\x07`;
const PROMPT = `${mark('A')}$ ${mark('B')}`;
const sections = () => transcriptOf(terminal, watch.commands);

test('wrapped lines are whole again and blanks at the end are cut', async () => {
  await written('a line that is longer than the screen   \r\nshort  \r\n\r\n');
  expect(sections()).toEqual([
    { id: 'before', heading: null, exitCode: null, text: 'a line that is longer than the screen\nshort' },
  ]);
});

test('a blank at the edge of the screen stays within its line', async () => {
  await written('elevenchars and more');
  expect(transcriptText(sections())).toBe('elevenchars and more');
});

test('each command is a section with its output and its exit code', async () => {
  await written(`welcome\r\n${PROMPT}echo a long word\r\n${mark('C')}a long word\r\n${mark('D;0')}`);
  await written(`${PROMPT}false\r\n${mark('C')}${mark('D;1')}${PROMPT}`);
  expect(sections().map(({ heading, exitCode, text }) => ({ heading, exitCode, text }))).toEqual([
    { heading: null, exitCode: null, text: 'welcome' },
    { heading: '$ echo a long word', exitCode: 0, text: 'a long word' },
    { heading: '$ false', exitCode: 1, text: '' },
    { heading: '$', exitCode: null, text: '' },
  ]);
  expect(transcriptText(sections())).toBe('welcome\n$ echo a long word\na long word\n$ false\n$');
});

test('a program that fills the screen is a section of its own', async () => {
  await written(`before\r\n\x1b[?1049h\x1b[Hfull`);
  expect(sections().map((one) => [one.heading, one.text])).toEqual([
    [null, 'before'],
    ['On the screen now', 'full'],
  ]);
});

test('only what was added is told, also once the beginning has scrolled away', () => {
  expect(addedText('a\nb', 'a\nb\nc')).toBe('c');
  expect(addedText('a\nb\nc\n$', 'b\nc\n$ ls\nx')).toBe('$ ls\nx');
  expect(addedText('a', 'z')).toBe('z');
  expect(addedText('a\nb', 'a\nb')).toBe('');
});

test('a flood is told by its end', () => {
  const flood = Array.from({ length: 500 }, (_, i) => `line ${i}`).join('\n');
  expect(spokenText(flood, 2)).toBe('498 lines, then:\nline 498\nline 499');
  expect(spokenText('one\n\ntwo')).toBe('one\ntwo');
});
