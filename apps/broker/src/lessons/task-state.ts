/** How one task stands, as its page shows it. Nothing in it tells what a check looks at, or which answer is right. */
import type { AttemptRecord, TaskRecord } from '@sandlot/db';
import type { Task } from '@sandlot/lesson';
import type { TaskState } from '@sandlot/protocol';
import type { Checked } from '../checks/lesson-checks.ts';
import { gradeQuiz, QUIZ_FIELD } from './grade-quiz.ts';

const UNTOUCHED: TaskRecord = {
  firstPassedAtMs: null,
  hintsOpened: 0,
  tries: 0,
  answers: {},
  solutionSeenAtMs: null,
};

/** What is stored of a task; as if untouched when nothing is. */
export const taskRecord = (attempt: AttemptRecord | null, task: string): TaskRecord =>
  attempt?.tasks.get(task) ?? UNTOUCHED;

/** A solution is for whoever has tried: asked for a check, answered, opened every hint, or passed. */
export const maySeeSolution = (task: Task, { tries, hintsOpened, firstPassedAtMs }: TaskRecord): boolean =>
  tries > 0 || firstPassedAtMs !== null || (task.hints.length > 0 && hintsOpened >= task.hints.length);

/** Without a sandbox. */
export const UNCHECKED: Checked = { last: null, checking: false, holdingSinceMs: null };

export function taskState(task: Task, attempt: AttemptRecord | null, checked: Checked): TaskState {
  const record = taskRecord(attempt, task.id);
  const { firstPassedAtMs, hintsOpened, tries, answers, solutionSeenAtMs } = record;
  const isQuiz = task.kind === 'quiz';
  return {
    id: task.id,
    passedAtMs: firstPassedAtMs,
    ...sinceThen(checked, firstPassedAtMs),
    ...(isQuiz && { last: quizLast(task, record, attempt?.seenAtMs ?? 0) }),
    stableMs: isQuiz ? 0 : task.stableMs,
    waitsFor: task.needs.filter((id) => taskRecord(attempt, id).firstPassedAtMs === null),
    hintsOpened,
    tries,
    answers,
    maySeeSolution: maySeeSolution(task, record),
    solutionSeenAtMs,
  };
}

/** Without what was said before the task first passed: that it did is on record a moment before the checks say it. */
function sinceThen(checked: Checked, firstPassedAtMs: number | null): Checked {
  const isPast =
    checked.last !== null &&
    checked.last.outcome !== 'passed' &&
    firstPassedAtMs !== null &&
    checked.last.atMs < firstPassedAtMs;
  return isPast ? { ...checked, last: null, holdingSinceMs: null } : checked;
}

/** The last answer to a question; one that was right once stays so. */
function quizLast(
  task: Task & { kind: 'quiz' },
  { answers, firstPassedAtMs }: TaskRecord,
  atMs: number,
): TaskState['last'] {
  const answer = answers[QUIZ_FIELD];
  if (answer === undefined) return null;
  const right = firstPassedAtMs !== null || gradeQuiz(task, answer);
  const message = right ? '' : 'Not right yet. Think again, or take a hint.';
  const outcome = right ? ('passed' as const) : ('pending' as const);
  return { outcome, message, atMs, durationMs: 0, by: 'student', machine: null, exitCode: null };
}
