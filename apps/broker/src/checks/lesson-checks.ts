/**
 * The checks of one sandbox: never two at once on a machine, machines beside each other. Unasked after the student's
 * output settles and on clocks while somebody looks; at once when asked. Knows what holds now, and reads what is stored.
 */
import type { CheckTask, Task } from '@sandlot/lesson';
import type { CheckedBy, TaskState } from '@sandlot/protocol';
import type { CheckResult } from '@sandlot/sandbox';
import { CheckClocks } from './check-clocks.ts';
import { Holds } from './holds.ts';
import { Lanes } from './lanes.ts';

/** What the student has done so far, as it is stored. */
export interface Done {
  passed: ReadonlySet<string>;
  /** Task -> field -> text. */
  answers: ReadonlyMap<string, Record<string, string>>;
  completed: boolean;
}

export interface ChecksContext {
  tasks: () => Task[];
  done: () => Promise<Done>;
  run: (task: CheckTask, answers: Record<string, string>) => Promise<CheckResult>;
  /** Called each time a check has passed and counts. */
  passed: (task: Task, atMs: number) => Promise<void>;
  /** All tasks held at once, looked at once more at the end. */
  completed: (atMs: number) => Promise<void>;
  changed: () => void;
  /** A check could not be run or stored for a reason that is not the lesson's. */
  failed: (error: unknown) => void;
  /** False: nobody looks, so nothing runs unasked. */
  watched: () => boolean;
  now: () => number;
  /** How many sandboxes are checked on this host. */
  crowd: () => number;
}

/** What the checks say of a task. */
export type Checked = Pick<TaskState, 'last' | 'checking' | 'holdingSinceMs'>;
type Last = NonNullable<TaskState['last']>;
type Choose = (tasks: CheckTask[]) => CheckTask[];

const isCheck = (task: Task): task is CheckTask => task.kind === 'check';
/** Tasks whose answer fields are not all filled in are not run. */
const UNANSWERED = 'Write your answer first.';

export class LessonChecks {
  readonly #context: ChecksContext;
  readonly #last = new Map<string, Last>();
  readonly #checking = new Set<string>();
  readonly #holds = new Holds();
  readonly #lanes = new Lanes();
  readonly #clocks: CheckClocks;
  /** Kinds of unasked rounds that wait or run: one of each is enough. */
  readonly #rounds = new Set<string>();
  /** Output came while a round looked at open tasks, perhaps past the one that it made true: another one follows. */
  #openAgain = false;
  /** Rises with each reset: a result from before it says nothing about now. */
  #epoch = 0;
  #closed = false;

  constructor(context: ChecksContext) {
    this.#context = context;
    this.#clocks = new CheckClocks(context.now, context.crowd, {
      open: () => this.#lookAtOpen(),
      first: () => this.#unasked('first', 'output', (tasks) => this.#open(tasks).slice(0, 1)),
      all: () => this.#unasked('all', 'clock', (tasks) => tasks),
    });
  }

  /** How a task stands by now; it may be passed here only once that is on record. */
  of(task: string): Checked {
    return {
      last: this.last(task),
      checking: this.#checking.has(task),
      holdingSinceMs: this.holdingSinceMs(task),
    };
  }

  last(task: string): Last | null {
    return this.#last.get(task) ?? null;
  }

  /** Since when a check has passed that must go on doing so before it counts. */
  holdingSinceMs(task: string): number | null {
    return this.#last.get(task)?.outcome === 'passed' ? null : this.#holds.sinceMs(task);
  }

  /** The student's terminal printed something; `prompt`: and it is the shell's turn again. */
  activity(prompt = false): void {
    if (!this.#closed && this.#context.watched()) this.#clocks.activity(prompt);
  }

  /** A machine or the lesson is new: what was seen before is void, and everything is looked at again. */
  renew(): void {
    this.#epoch += 1;
    this.#holds.clear();
    this.#unasked(`renewal ${this.#epoch}`, 'renewal', (tasks) => tasks);
  }

  /** Checks one task, or all; the page shows that it does. */
  check(taskId?: string): Promise<void> {
    return this.#round('student', (tasks) =>
      taskId === undefined ? tasks : tasks.filter((task) => task.id === taskId),
    );
  }

  /** A task has passed without us: perhaps it was the last. */
  async passedElsewhere(): Promise<void> {
    await this.#end().catch((error) => this.#context.failed(error));
  }

  close(): void {
    this.#closed = true;
    this.#clocks.close();
  }

  #open(tasks: CheckTask[]): CheckTask[] {
    return tasks.filter((task) => this.#last.get(task.id)?.outcome !== 'passed');
  }

  #lookAtOpen(): void {
    if (this.#rounds.has('open')) this.#openAgain = true;
    else this.#unasked('open', 'output', (tasks) => this.#open(tasks));
  }

  #unasked(kind: string, by: CheckedBy, choose: Choose): void {
    if (this.#closed || this.#rounds.has(kind) || !this.#context.watched()) return;
    this.#rounds.add(kind);
    void this.#round(by, choose).finally(() => {
      this.#rounds.delete(kind);
      if (kind !== 'open' || !this.#openAgain) return;
      this.#openAgain = false;
      this.#lookAtOpen();
    });
  }

  /** Never rejects. Resolves when each chosen task has been looked at, and the lesson's end, if this was it. */
  async #round(by: CheckedBy, choose: Choose): Promise<void> {
    try {
      const all = this.#context.tasks().filter(isCheck);
      const { passed, answers } = await this.#context.done();
      const due = all.filter(
        (task) => task.needs.every((id) => passed.has(id)) && !(task.sticky && passed.has(task.id)),
      );
      const before = this.#passedNow();
      await Promise.all(
        choose(due).map((task) =>
          this.#lanes.enter(task.machine, () => this.#one(task, by, answers.get(task.id) ?? {})),
        ),
      );
      if (by !== 'end' && this.#passedNow().some((id) => !before.includes(id))) await this.#end();
    } catch (error) {
      this.#context.failed(error);
    }
  }

  #passedNow(): string[] {
    return [...this.#last].filter(([, { outcome }]) => outcome === 'passed').map(([id]) => id);
  }

  /** When all tasks have passed, all are looked at once more; when all hold, the lesson is done. */
  async #end(): Promise<void> {
    const ready = async () => {
      const { passed, completed } = await this.#context.done();
      return !completed && this.#context.tasks().every((task) => passed.has(task.id));
    };
    const holds = () =>
      this.#context
        .tasks()
        .every((task) => !isCheck(task) || task.sticky || this.#last.get(task.id)?.outcome === 'passed');
    if (this.#closed || this.#rounds.has('end') || !(await ready()) || !holds()) return;
    this.#rounds.add('end');
    try {
      await this.#round('end', (tasks) => tasks);
      if (!this.#closed && holds() && (await ready())) await this.#context.completed(this.#context.now());
    } finally {
      this.#rounds.delete('end');
    }
    this.#context.changed();
  }

  async #one(task: CheckTask, by: CheckedBy, given: Record<string, string>): Promise<void> {
    if (this.#closed) return;
    const epoch = this.#epoch;
    const unanswered = task.answers.some(({ id }) => !given[id]?.trim());
    try {
      // Its turn may have come long after the round began.
      if (task.sticky && (await this.#hasPassed(task))) return;
      if (by === 'student' || by === 'end') {
        this.#checking.add(task.id);
        this.#context.changed();
      }
      const startMs = this.#context.now();
      const result: CheckResult = unanswered
        ? { outcome: 'pending', message: UNANSWERED, durationMs: 0, exitCode: null }
        : await this.#context.run(task, given);
      if (this.#counts(epoch)) await this.#note(task, result, by, startMs, epoch);
    } catch (error) {
      this.#context.failed(error);
    } finally {
      this.#checking.delete(task.id);
      if (!this.#closed) this.#context.changed();
    }
  }

  /** Whether what was begun then still says something about now. */
  #counts(epoch: number): boolean {
    return !this.#closed && epoch === this.#epoch;
  }

  async #hasPassed({ id }: CheckTask): Promise<boolean> {
    return (await this.#context.done()).passed.has(id);
  }

  async #note(
    task: CheckTask,
    result: CheckResult,
    by: CheckedBy,
    startMs: number,
    epoch: number,
  ): Promise<void> {
    const { exitCode, durationMs } = result;
    const atMs = this.#context.now();
    const { outcome, message } = this.#holds.judge(task, result, startMs, atMs);
    // On record first: nobody sees that it has passed without since when.
    if (outcome === 'passed') await this.#context.passed(task, atMs);
    if (!this.#counts(epoch)) return;
    const last = { outcome, message, atMs, durationMs: Math.round(durationMs), by, exitCode };
    const before = this.#last.get(task.id)?.outcome;
    this.#last.set(task.id, { ...last, machine: task.machine });
    if (before === 'passed' && outcome !== 'passed') this.#clocks.lapsed();
    if (outcome !== 'passed' && result.outcome === 'passed')
      this.#clocks.soon(() =>
        this.#unasked(`hold ${task.id}`, 'clock', (tasks) => tasks.filter(({ id }) => id === task.id)),
      );
  }
}
