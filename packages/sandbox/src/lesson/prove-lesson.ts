/** Proves that a lesson's checks tell the truth, on real sandboxes. */
import { setTimeout as pause } from 'node:timers/promises';
import type { CheckTask, Lesson, Playground } from '@sandlot/lesson';
import { Gate } from '../gate.ts';
import type { SandboxRuntime } from '../runtime.ts';
import { runAttempt, splitUndo } from './attempt-script.ts';
import { PlaygroundSandbox } from './playground-sandbox.ts';

/** One thing that was tried. */
export interface ProofStep {
  /** The task's id; "init" for the lesson's init scripts. */
  task: string;
  /** "untouched", "wrong/NAME", "solution", "solution, again"; "init, again". */
  attempt: string;
  expected: 'pending' | 'passed';
  found: 'passed' | 'pending' | 'error';
  message: string;
  durationMs: number;
}

/** True when the check said what it had to. */
export const holds = (step: ProofStep): boolean => step.expected === step.found;

export interface ProofOptions {
  /** Each sandbox with all that is tried in it goes through this; one after the other when left out. */
  through?: (work: () => Promise<void>) => Promise<void>;
  /** Gives up: what was made is removed, and the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

type Expect = Pick<ProofStep, 'task' | 'attempt' | 'expected'>;

/** While a state must hold, it is looked at this often. */
const LOOK_EVERY_MS = 1000;

/**
 * Tries, for each task with a check: untouched, after init ran twice (pending); each wrong attempt in a sandbox of its own,
 * where the solutions of what the task needs came first (pending); the solutions in the lesson's order in one sandbox
 * (passed, and passed again). Wrong attempts that say how they are undone come in that one sandbox, before the solution
 * of their task: as with a student who goes on after a mistake, and without a further sandbox. A state that must be stable
 * must hold that long. Calls `step` for each, in no order over tasks; what the platform could not do is an `error` of its
 * step. Removes what it made.
 */
export async function proveLesson(
  runtime: SandboxRuntime,
  lesson: Lesson,
  playground: Playground,
  step: (step: ProofStep) => void,
  { through = oneByOne(), signal }: ProofOptions = {},
): Promise<void> {
  const tasks = lesson.tasks.filter((task) => task.kind === 'check');
  const proof = new Proof(runtime, lesson, playground, step, tasks, signal);
  const wrong = tasks.flatMap((task) =>
    Object.entries(task.wrong)
      .filter(([, script]) => splitUndo(script).undo === null)
      .map(
        ([name, script]) =>
          () =>
            proof.withstands(task, name, script),
      ),
  );
  const all = [() => proof.solves(), ...wrong].map((work) =>
    through(async () => {
      signal?.throwIfAborted();
      await work();
    }),
  );
  const ends = await Promise.allSettled(all); // nothing of it goes on afterwards
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

function oneByOne(): NonNullable<ProofOptions['through']> {
  const gate = new Gate(1);
  return (work) => gate.through(work);
}

class Proof {
  readonly #runtime: SandboxRuntime;
  readonly #lesson: Lesson;
  readonly #playground: Playground;
  readonly #step: (step: ProofStep) => void;
  readonly #tasks: CheckTask[];
  readonly #signal: AbortSignal | undefined;

  constructor(
    runtime: SandboxRuntime,
    lesson: Lesson,
    playground: Playground,
    step: (step: ProofStep) => void,
    tasks: CheckTask[],
    signal: AbortSignal | undefined,
  ) {
    this.#runtime = runtime;
    this.#lesson = lesson;
    this.#playground = playground;
    this.#step = step;
    this.#tasks = tasks;
    this.#signal = signal;
  }

  /** All of it in one sandbox: untouched, then, in the lesson's order, what can be undone, and solved. */
  solves(): Promise<void> {
    return this.#within({ task: 'init', attempt: 'init, again', expected: 'passed' }, async (sandbox) => {
      await this.#repeatInit(sandbox);
      for (const { id, ...task } of this.#tasks)
        await this.#ask(sandbox, { id, ...task }, { task: id, attempt: 'untouched', expected: 'pending' });
      for (const task of this.#tasks) {
        await this.#failsAndUndoes(sandbox, task);
        await this.#attempt(sandbox, task, task.solution, 'solution', 'passed');
        await this.#ask(sandbox, task, { task: task.id, attempt: 'solution, again', expected: 'passed' });
      }
    });
  }

  async #failsAndUndoes(sandbox: PlaygroundSandbox, task: CheckTask): Promise<void> {
    for (const [name, script] of Object.entries(task.wrong)) {
      const { attempt, undo } = splitUndo(script);
      if (undo === null) continue;
      await this.#attempt(sandbox, task, attempt, `wrong/${name}`, 'pending');
      sandbox.forgetAnswers(task.id);
      await runAttempt(sandbox, task, undo);
    }
  }

  /** One wrong attempt in a sandbox of its own. */
  withstands(task: CheckTask, name: string, script: string): Promise<void> {
    const attempt = `wrong/${name}`;
    return this.#within({ task: task.id, attempt, expected: 'pending' }, async (sandbox) => {
      for (const needed of this.#needed(task)) await runAttempt(sandbox, needed, needed.solution);
      await this.#attempt(sandbox, task, script, attempt, 'pending');
    });
  }

  /** What must be done before a task, all the way, in the lesson's order. */
  #needed(task: CheckTask): CheckTask[] {
    const ids = new Set<string>();
    const add = (needs: string[]) => {
      for (const id of needs) {
        ids.add(id);
        add(this.#lesson.tasks.find((one) => one.id === id)?.needs ?? []);
      }
    };
    add(task.needs);
    return this.#tasks.filter(({ id }) => ids.has(id));
  }

  async #repeatInit(sandbox: PlaygroundSandbox): Promise<void> {
    const began = performance.now();
    const tried = { task: 'init', attempt: 'init, again', expected: 'passed' } as const;
    try {
      await sandbox.provisionAgain();
      this.#tell({ ...tried, found: 'passed', message: '', durationMs: performance.now() - began });
    } catch (error) {
      this.#fault(tried, error, began);
    }
  }

  async #attempt(
    sandbox: PlaygroundSandbox,
    task: CheckTask,
    script: string,
    attempt: string,
    expected: Expect['expected'],
  ): Promise<void> {
    const tried = { task: task.id, attempt, expected };
    const began = performance.now();
    try {
      await runAttempt(sandbox, task, script);
    } catch (error) {
      return this.#fault(tried, error, began);
    }
    await this.#ask(sandbox, task, tried);
  }

  /** A check that must be stable is asked as long as it passes, until its time is over. */
  async #ask(sandbox: PlaygroundSandbox, task: CheckTask, tried: Expect): Promise<void> {
    let result = await sandbox.check(task);
    const until = performance.now() + task.stableMs;
    let longest = result.durationMs;
    while (result.outcome === 'passed' && performance.now() < until) {
      await pause(Math.min(LOOK_EVERY_MS, until - performance.now()), null, {
        ...(this.#signal ? { signal: this.#signal } : {}),
      });
      result = await sandbox.check(task);
      longest = Math.max(longest, result.durationMs);
    }
    this.#tell({ ...tried, found: result.outcome, message: result.message, durationMs: longest });
  }

  async #within(whole: Expect, use: (sandbox: PlaygroundSandbox) => Promise<void>): Promise<void> {
    const sandbox = new PlaygroundSandbox(this.#runtime, this.#lesson, this.#playground);
    const began = performance.now();
    try {
      await sandbox.start();
      await use(sandbox);
    } catch (error) {
      this.#fault(whole, error, began);
    } finally {
      await sandbox.remove();
    }
  }

  #fault(tried: Expect, error: unknown, began: number): void {
    this.#signal?.throwIfAborted();
    const message = error instanceof Error ? error.message : String(error);
    this.#tell({ ...tried, found: 'error', message, durationMs: performance.now() - began });
  }

  #tell(step: ProofStep): void {
    this.#signal?.throwIfAborted();
    this.#step(step);
  }
}
