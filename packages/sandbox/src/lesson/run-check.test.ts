import { expect, test } from 'vitest';
import type { RunResult } from '../runtime.ts';
import { readCheck } from './run-check.ts';

const task = { machine: 'm1', checkTimeoutMs: 5000, functions: [] };
const result = (part: Partial<RunResult>): RunResult => ({
  ...{ exitCode: 0, timedOut: false, output: '', truncated: false, durationMs: 12 },
  ...part,
});
const read = (part: Partial<RunResult>) => {
  const { outcome, message } = readCheck(task, result(part));
  return [outcome, message];
};

test('0 is passed, 1 is pending with the first line, all else is an error of ours', () => {
  expect(read({ exitCode: 0, output: 'Well done\n' })).toEqual(['passed', 'Well done']);
  expect(read({ exitCode: 1, output: '\nno file\nmore\n' })).toEqual(['pending', 'no file']);
  expect(read({ exitCode: 1 })).toEqual(['pending', 'Not yet.']);
  expect(read({ exitCode: 2, output: 'sh: oops' })).toEqual([
    'error',
    'The check failed with exit code 2: sh: oops',
  ]);
  expect(read({ exitCode: null })).toEqual(['error', 'The check was killed before it could tell.']);
});

test('a check over its time names its limit', () => {
  expect(read({ exitCode: 124, timedOut: true })).toEqual([
    'error',
    'The check ran longer than its 5 s on m1 and was stopped.',
  ]);
});

test('what it printed reaches a page as one plain short line', () => {
  const [, message] = read({ exitCode: 1, output: `\u001b[31mred\u202e${'x'.repeat(1000)}` });
  expect(message).toMatch(/^\[31mred x+$/);
  expect(message).toHaveLength(400);
});
