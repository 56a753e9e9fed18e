/**
 * The checks of one sandbox: one after another, never two at once; unasked after the student's output settles
 * and on a slow clock while somebody looks; at once when asked. Knows what holds now, not what is stored.
 */
import type { Task } from '@sandlot/lesson';
import type { TaskState } from '@sandlot/protocol';
import type { CheckResult } from '@sandlot/sandbox';

export const CHECK_AFTER = {
  /** Output has settled when none came for this long ... */
  quietMs: 300,
  /** ... or it never settles, and this long has passed. */
  noisyMs: 1_500,
  /** All tasks are looked at this often while somebody looks. */
  slowMs: 10_000,
} as const;

export interface ChecksContext {
  tasks: () => Task[];
  run: (task: Task) => Promise<CheckResult>;
  /** Called each time a check has passed. */
  passed: (task: Task, atMs: number) => Promise<void>;
  changed: () => void;
  /** A check could not be run or stored for a reason that is not the lesson's. */
  failed: (error: unknown) => void;
  /** False: nobody looks, so nothing runs unasked. */
  watched: () => boolean;
  now: () => number;
}

type Last = NonNullable<TaskState['last']>;

export class LessonChecks {
  readonly #context: ChecksContext;
  readonly #last = new Map<string, Last>();
  #checking: string | null = null;
  /** Rises with each reset: a result from before it says nothing about now. */
  #epoch = 0;
  #queue: Promise<void> = Promise.resolve();
  #waiting = 0;
  #settle: NodeJS.Timeout | null = null;
  #noisySince: number | null = null;
  readonly #slow: NodeJS.Timeout;
  #closed = false;

  constructor(context: ChecksContext) {
    this.#context = context;
    this.#slow = setInterval(() => this.#unasked(() => context.tasks()), CHECK_AFTER.slowMs);
  }

  last(task: string): Last | null {
    return this.#last.get(task) ?? null;
  }

  checking(task: string): boolean {
    return this.#checking === task;
  }

  /** The student's terminal printed something. */
  activity(): void {
    if (this.#closed || !this.#context.watched()) return;
    const now = this.#context.now();
    this.#noisySince ??= now;
    const wait = Math.max(0, Math.min(CHECK_AFTER.quietMs, this.#noisySince + CHECK_AFTER.noisyMs - now));
    if (this.#settle) clearTimeout(this.#settle);
    this.#settle = setTimeout(() => {
      this.#noisySince = null;
      this.#unasked(() => this.#open());
    }, wait);
  }

  /** A machine is new: what was seen before is void, and everything is looked at again. */
  renew(): void {
    this.#epoch += 1;
    this.#unasked(() => this.#context.tasks());
  }

  /** Checks one task, or all, after those that are running; the page shows that it does. */
  check(taskId?: string): Promise<void> {
    return this.#enqueue(true, () => {
      const tasks = this.#context.tasks();
      return taskId === undefined ? tasks : tasks.filter((t) => t.id === taskId);
    });
  }

  close(): void {
    this.#closed = true;
    if (this.#settle) clearTimeout(this.#settle);
    clearInterval(this.#slow);
  }

  /** At most two unasked rounds wait: one for the tasks that are open, one for all. */
  #unasked(choose: () => Task[]): void {
    if (this.#closed || this.#waiting >= 2 || !this.#context.watched()) return;
    this.#waiting += 1;
    void this.#enqueue(false, () => {
      this.#waiting -= 1;
      return choose();
    });
  }

  #open(): Task[] {
    return this.#context.tasks().filter((t) => this.#last.get(t.id)?.outcome !== 'passed');
  }

  #enqueue(asked: boolean, choose: () => Task[]): Promise<void> {
    this.#queue = this.#queue.then(async () => {
      for (const task of choose()) {
        if (this.#closed) return;
        await this.#one(task, asked).catch((error) => this.#context.failed(error));
      }
    });
    return this.#queue;
  }

  async #one(task: Task, asked: boolean): Promise<void> {
    const epoch = this.#epoch;
    if (asked) {
      this.#checking = task.id;
      this.#context.changed();
    }
    const { outcome, message, durationMs } = await this.#context.run(task);
    this.#checking = null;
    if (this.#closed) return;
    if (epoch === this.#epoch) {
      const atMs = this.#context.now();
      this.#last.set(task.id, { outcome, message, atMs, durationMs: Math.round(durationMs) });
      if (outcome === 'passed') await this.#context.passed(task, atMs);
    }
    this.#context.changed();
  }
}
