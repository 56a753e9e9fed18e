/** Proves that a lesson's checks tell the truth, on real sandboxes. */
import type { CheckTask, Lesson, Playground } from '@sandlot/lesson';
import type { SandboxRuntime } from '../runtime.ts';
import { runAttempt } from './attempt-script.ts';
import { PlaygroundSandbox } from './playground-sandbox.ts';

/** One thing that was tried. */
export interface ProofStep {
  task: string;
  /** "untouched", "wrong/NAME", "solution", "solution, again". */
  attempt: string;
  expected: 'pending' | 'passed';
  found: 'passed' | 'pending' | 'error';
  message: string;
  durationMs: number;
}

/** True when the check said what it had to. */
export const holds = (step: ProofStep): boolean => step.expected === step.found;

type Expect = Pick<ProofStep, 'attempt' | 'expected'>;

async function ask(
  sandbox: PlaygroundSandbox,
  task: CheckTask,
  { attempt, expected }: Expect,
): Promise<ProofStep> {
  const { outcome, message, durationMs } = await sandbox.check(task);
  return { task: task.id, attempt, expected, found: outcome, message, durationMs };
}

/**
 * Tries, for each task: untouched (pending), each wrong attempt in a sandbox of its own (pending), the solutions
 * in the lesson's order in one sandbox (passed, and passed again). Calls `step` for each; removes what it made.
 */
export async function proveLesson(
  runtime: SandboxRuntime,
  lesson: Lesson,
  playground: Playground,
  step: (step: ProofStep) => void,
): Promise<void> {
  const within = async (use: (sandbox: PlaygroundSandbox) => Promise<void>) => {
    const sandbox = new PlaygroundSandbox(runtime, lesson, playground);
    await sandbox.start();
    try {
      await use(sandbox);
    } finally {
      await sandbox.remove();
    }
  };
  const tasks = lesson.tasks.filter((task) => task.kind === 'check');
  await within(async (sandbox) => {
    for (const task of tasks) step(await ask(sandbox, task, { attempt: 'untouched', expected: 'pending' }));
    for (const task of tasks) {
      await runAttempt(sandbox, task.machine, task.solution);
      step(await ask(sandbox, task, { attempt: 'solution', expected: 'passed' }));
      step(await ask(sandbox, task, { attempt: 'solution, again', expected: 'passed' }));
    }
  });
  for (const task of tasks) {
    for (const [name, script] of Object.entries(task.wrong)) {
      await within(async (sandbox) => {
        await runAttempt(sandbox, task.machine, script);
        step(await ask(sandbox, task, { attempt: `wrong/${name}`, expected: 'pending' }));
      });
    }
  }
}
