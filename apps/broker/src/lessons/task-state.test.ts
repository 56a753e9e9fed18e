import type { AttemptRecord } from '@sandlot/db';
import type { CheckTask } from '@sandlot/lesson';
import { expect, test } from 'vitest';
import { taskState } from './task-state.ts';

const task = { kind: 'check', id: 'a', needs: [], hints: [], stableMs: 5000 } as unknown as CheckTask;

const attempt = (firstPassedAtMs: number | null): AttemptRecord =>
  ({
    tasks: new Map([
      ['a', { firstPassedAtMs, hintsOpened: 0, tries: 0, answers: {}, solutionSeenAtMs: null }],
    ]),
  }) as unknown as AttemptRecord;

const checked = (outcome: 'passed' | 'pending', atMs: number) => ({
  last: { outcome, message: '', atMs, durationMs: 1, by: 'clock', machine: 'box', exitCode: 1 } as const,
  checking: false,
  holdingSinceMs: outcome === 'pending' ? 10 : null,
});

test('what a check said before the task passed is not told beside that it has', () => {
  expect(taskState(task, attempt(20), checked('pending', 19))).toMatchObject({
    ...{ passedAtMs: 20, last: null, holdingSinceMs: null },
  });
});

test('what a check said since is told', () => {
  expect(taskState(task, attempt(20), checked('pending', 21))).toMatchObject({
    ...{ passedAtMs: 20, last: { outcome: 'pending' }, holdingSinceMs: 10 },
  });
  expect(taskState(task, attempt(20), checked('passed', 20)).last?.outcome).toBe('passed');
  expect(taskState(task, attempt(null), checked('pending', 19)).last?.outcome).toBe('pending');
});
