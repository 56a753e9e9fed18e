import type { Outcome, TaskState } from '@sandlot/protocol';
import { expect, test } from 'vitest';
import { lessonProgress, taskLook } from './task-look.ts';

const task = (passedAtMs: number | null, outcome: Outcome | null, message = 'why'): TaskState => ({
  id: 't',
  passedAtMs,
  checking: false,
  holdingSinceMs: null,
  stableMs: 0,
  waitsFor: [],
  hintsOpened: 0,
  tries: 0,
  answers: {},
  maySeeSolution: false,
  solutionSeenAtMs: null,
  last: outcome && {
    ...{ outcome, message, atMs: 50, durationMs: 5 },
    ...{ by: 'student', machine: 'box', exitCode: 0 },
  },
});

test.each([
  ['never checked', task(null, null), 'todo', false, null],
  ['not yet', task(null, 'pending'), 'pending', false, 'why'],
  ['passed now', task(20, 'passed'), 'passed', true, null],
  ['passed before, not checked in this sandbox', task(5, null), 'passed', true, null],
  ['passed in this sandbox, undone', task(20, 'pending'), 'lapsed', true, 'why'],
  ['passed in an earlier sandbox', task(5, 'pending'), 'earlier', true, 'why'],
  ['could not be checked', task(null, 'error'), 'error', false, 'why'],
  ['passed, and could not be checked again', task(20, 'error'), 'error', true, 'why'],
] as const)('%s', (_name, state, kind, done, message) => {
  expect(taskLook(state, 10)).toEqual({ kind, done, message });
});

test('a task that the broker does not know is to do', () => {
  expect(taskLook(undefined, null).kind).toBe('todo');
});

test('a check that fails is never counted against what was passed', () => {
  const tasks = [task(1, 'error'), task(null, 'error'), task(null, null)].map((one, i) => ({
    ...one,
    id: `t${i}`,
  }));
  expect(lessonProgress(tasks)).toEqual({ done: 1, all: 3, nextId: 't1' });
  expect(lessonProgress([task(1, 'passed')]).nextId).toBeNull();
});
