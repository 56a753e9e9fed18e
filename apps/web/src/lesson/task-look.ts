/** What a task's state looks like to its reader. Pure; knows no component. */
import type { TaskState } from '@sandlot/protocol';

export type TaskKind =
  | 'todo'
  /** Checked, and not yet so. */
  | 'pending'
  | 'passed'
  /** Passed in an earlier sandbox; in this one it has not been done. */
  | 'earlier'
  /** Passed in this sandbox, and no longer so. */
  | 'lapsed'
  /** We could not check. */
  | 'error';

export interface TaskLook {
  kind: TaskKind;
  /** Counts as done in the progress. */
  done: boolean;
  /** The check's sentence, when it has one that matters now. */
  message: string | null;
}

/** `sandboxSinceMs` is when the running sandbox was made, or null. */
export function taskLook(task: TaskState | undefined, sandboxSinceMs: number | null): TaskLook {
  if (!task) return { kind: 'todo', done: false, message: null };
  const done = task.passedAtMs !== null;
  const message = task.last?.message || null;
  switch (task.last?.outcome) {
    case 'error':
      return { kind: 'error', done, message };
    case 'pending': {
      if (task.passedAtMs === null) return { kind: 'pending', done, message };
      const earlier = sandboxSinceMs !== null && task.passedAtMs < sandboxSinceMs;
      return { kind: earlier ? 'earlier' : 'lapsed', done, message };
    }
    case 'passed':
      return { kind: 'passed', done: true, message: null };
    default:
      return { kind: done ? 'passed' : 'todo', done, message: null };
  }
}

/** How many of the tasks are done, and which comes next: the first that is not. */
export function lessonProgress(tasks: TaskState[]): { done: number; all: number; nextId: string | null } {
  const done = tasks.filter((task) => task.passedAtMs !== null).length;
  return { done, all: tasks.length, nextId: tasks.find((task) => task.passedAtMs === null)?.id ?? null };
}
