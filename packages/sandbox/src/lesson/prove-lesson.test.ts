import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CheckTask, Lesson, Playground } from '@sandlot/lesson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProcessRuntime } from '../process/process-runtime.ts';
import { holds, type ProofStep, proveLesson } from './prove-lesson.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'sandlot-prove-'));
const runtime = createProcessRuntime({ instance: `p${randomBytes(4).toString('hex')}`, dataDir });
beforeAll(() => runtime.start());
afterAll(async () => {
  expect(await runtime.list()).toEqual([]);
  await runtime.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const playground: Playground = {
  name: 'box',
  title: 'A box',
  summary: '',
  machines: [
    {
      name: 'box',
      image: 'linux',
      memoryBytes: 2 ** 27,
      cpus: 0.5,
      pids: 128,
      user: 'student',
      users: [],
      networks: ['lan'],
      capabilities: [],
      needs: [],
      kubernetes: 'none',
      diskBytes: 2 ** 30,
    },
  ],
  ssh: false,
  networks: ['lan'],
  egress: 'none',
  free: false,
  files: {},
  init: {},
  waitFor: {},
  clusters: [],
};
const MADE = '[ -e "$STUDENT_HOME/made" ] || { echo "not made"; exit 1; }';

/** What does not hold for a lesson of this one task. */
async function lies(task: Partial<CheckTask>): Promise<string[]> {
  const whole: CheckTask = {
    ...{ kind: 'check', needs: [], stableMs: 0, sticky: false, answers: [] },
    ...{
      id: 'made',
      title: 'Make it',
      machine: 'box',
      check: MADE,
      checkTimeoutMs: 20_000,
      hints: [],
      functions: [],
    },
    ...{ solution: 'touch ~/made', wrong: { elsewhere: 'touch ~/other' } },
    ...task,
  };
  const lesson = { path: 'a/b', tasks: [whole], init: {}, files: {}, variables: {} } as unknown as Lesson;
  const steps: ProofStep[] = [];
  await proveLesson(runtime, lesson, playground, (step) => steps.push(step));
  return steps.filter((step) => !holds(step)).map((step) => `${step.attempt}: ${step.found}`);
}

test('an honest check holds', async () => {
  expect(await lies({})).toEqual([]);
});

test('wrong attempts that can be undone share the sandbox of the solution, and must not pass there', async () => {
  const wrong = {
    beside: 'echo beside >>~/seen; touch ~/other\n# platform: undo\nrm ~/other\n',
    again: 'echo again >>~/seen; [ ! -e ~/other ] || touch ~/made\n# platform: undo',
  };
  expect(
    await lies({ wrong, solution: '[ "$(cat ~/seen)" = "$(printf "beside\\nagain")" ] && touch ~/made' }),
  ).toEqual([]);
  const passes = { quick: 'touch ~/made\n# platform: undo\nrm ~/made\n' };
  expect(await lies({ wrong: passes })).toEqual(['wrong/quick: passed']);
});

test.each<[string, Partial<CheckTask>, string[]]>([
  ['always passes', { check: 'exit 0' }, ['untouched: passed', 'wrong/elsewhere: passed']],
  ['never passes', { check: 'echo no; exit 1' }, ['solution: pending', 'solution, again: pending']],
  [
    'passes after a wrong attempt',
    { check: '[ -n "$(ls ~student 2>/dev/null; ls "$STUDENT_HOME")" ]' },
    ['wrong/elsewhere: passed'],
  ],
  ['does not pass twice', { check: `${MADE}; rm "$STUDENT_HOME/made"` }, ['solution, again: pending']],
  [
    'hangs',
    { check: 'sleep 30', checkTimeoutMs: 1000 },
    ['untouched: error', 'solution: error', 'solution, again: error', 'wrong/elsewhere: error'],
  ],
])('a check that %s is caught', async (_name, task, expected) => {
  expect(await lies(task)).toEqual(expected);
});
