import type { CheckTask } from '@sandlot/lesson';
import { expect, test } from 'vitest';
import { readableSolution } from './readable-solution.ts';

const task = (solution: string) =>
  ({ solution, answers: [{ id: 'who', label: 'Listener' }] }) as unknown as CheckTask;

test("the platform's lines are said in words, and values stand for their names", () => {
  const solution =
    'curl $IP_M1:$' +
    '{VAR_PORT}/$HOME\n# platform: reset m2\n# platform: answer who pgrep -x sshd\n# a comment';
  expect(readableSolution(task(solution), { IP_M1: '10.0.0.2', VAR_PORT: '8080' })).toBe(
    'curl 10.0.0.2:8080/$HOME\n# Press Reset for m2.\n# Write what this prints into the field "Listener":\npgrep -x sshd\n# a comment',
  );
});

test('a value that is not known yet keeps its name', () => {
  expect(readableSolution(task('ping $IP_M1'), {})).toBe('ping $IP_M1');
});
