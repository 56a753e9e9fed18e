import type { RecordingInfo } from '@sandlot/protocol';
import { expect, test } from 'vitest';
import { fileName, fileSize, measures } from './recording-words.ts';

const recording: RecordingInfo = {
  id: 'r1',
  lesson: 'a/b',
  machine: 'm1',
  terminal: 'main',
  startedAtMs: Date.UTC(2026, 10, 23, 14, 2),
  durationMs: 72_000,
  bytes: 2048,
  running: false,
};

test.each([
  [820, '820 bytes'],
  [12_288, '12 KB'],
  [3_565_158, '3.4 MB'],
])('%i bytes are %s', (bytes, words) => {
  expect(fileSize(bytes)).toBe(words);
});

test('length and size stand side by side', () => {
  expect(measures(recording)).toBe('1:12 · 2 KB');
});

test('a file is named by machine, terminal and time, whatever the title holds', () => {
  expect(fileName(recording)).toBe('m1-2026-11-23-1402.cast');
  expect(fileName({ ...recording, terminal: 'Web / Ünïcode!' })).toBe('m1-web-n-code-2026-11-23-1402.cast');
});
