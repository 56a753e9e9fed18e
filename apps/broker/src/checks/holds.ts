/** Tasks that must go on passing for a while before they count. */
import type { CheckTask } from '@sandlot/lesson';
import type { CheckResult } from '@sandlot/sandbox';

/** Between two looks at a check that must go on passing. */
export const LOOK_AGAIN_MS = 1000;
/** After a longer time without a look nobody knows what was in between: it starts anew. */
const MOST_BETWEEN_MS = 3 * LOOK_AGAIN_MS;

interface Hold {
  sinceMs: number;
  lastMs: number;
}

export class Holds {
  readonly #holds = new Map<string, Hold>();

  /** Since when a check passes without a break; null: it does not. */
  sinceMs(task: string): number | null {
    return this.#holds.get(task)?.sinceMs ?? null;
  }

  /** What a result counts as: `passed` only once the check has passed for the task's `stableMs`. */
  judge(
    task: Pick<CheckTask, 'id' | 'stableMs'>,
    result: CheckResult,
    startMs: number,
    atMs: number,
  ): Pick<CheckResult, 'outcome' | 'message'> {
    if (result.outcome !== 'passed' || task.stableMs === 0) {
      this.#holds.delete(task.id);
      return result;
    }
    const before = this.#holds.get(task.id);
    const counted = before !== undefined && before.lastMs - before.sinceMs >= task.stableMs;
    const goesOn = before !== undefined && (counted || startMs - before.lastMs <= MOST_BETWEEN_MS);
    const hold = { sinceMs: goesOn ? before.sinceMs : startMs, lastMs: atMs };
    this.#holds.set(task.id, hold);
    if (atMs - hold.sinceMs >= task.stableMs) return result;
    return { outcome: 'pending', message: `It holds. It must stay so for ${task.stableMs / 1000} s.` };
  }

  clear(): void {
    this.#holds.clear();
  }
}
