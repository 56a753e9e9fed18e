import type { RecordingInfo } from '@sandlot/protocol';
import { expect, test } from 'vitest';
import { fileSize, measures } from './recording-words.ts';

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
