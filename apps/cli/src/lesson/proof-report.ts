/** A proof in words. */
import type { Lesson, Task } from '@sandlot/lesson';
import { holds, type ProofStep } from '@sandlot/sandbox';
import Table from 'cli-table3';

const mark = (step: ProofStep | undefined): string => (step === undefined ? '' : holds(step) ? '✓' : '✗');

/** A line for each task: what held, what did not, and the longest check. */
export function tableOf(lesson: Lesson, steps: ProofStep[]): string {
  const table = new Table({
    head: ['task', 'untouched', 'wrong attempts', 'solution', 'again', 'longest check'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'center', 'center', 'center', 'center', 'right'],
  });
  for (const task of lesson.tasks) {
    const { id, kind } = task;
    const own = steps.filter((step) => step.task === id);
    const of = (attempt: string) => mark(own.find((step) => step.attempt === attempt));
    const wrong = own.filter((step) => step.attempt.startsWith('wrong/'));
    const withstood = wrong.filter(holds).length;
    const longest = Math.max(0, ...own.map((step) => step.durationMs));
    table.push(
      kind === 'quiz'
        ? [id, { colSpan: 5, content: 'a question: nothing to prove' }]
        : [
            id,
            of('untouched'),
            wrong.length === 0
              ? wordForNone(task)
              : `${withstood === wrong.length ? '✓' : '✗'} ${withstood} of ${wrong.length}`,
            of('solution'),
            of('solution, again'),
            `${Math.round(longest)} ms`,
          ],
    );
  }
  return table.toString();
}

const wordForNone = (task: Task): string =>
  task.kind === 'check' && Object.keys(task.wrong).length > 0 ? 'left out' : 'none';

/** A sentence for each step that does not hold. */
export const failures = (steps: ProofStep[]): string[] =>
  steps.filter((step) => !holds(step)).map((step) => `${step.task}: ${explain(step)}`);

/** What is wrong, and where to look. */
export function explain({ task, attempt, found, message }: ProofStep): string {
  const said = message ? ` It says: ${message}` : '';
  if (task === 'init') return `the sandbox could not be made ready twice. ${message}`;
  if (/^The check ran longer/.test(message)) return `the check hangs (${attempt}). ${message}`;
  if (found === 'error') return `it could not be looked at (${attempt}). ${message}`;
  if (attempt === 'untouched')
    return `the check passes on an untouched machine, before the student has done anything. See checks/${task}.sh.`;
  if (attempt.startsWith('wrong/'))
    return `the check is fooled: it passes after ${attempt.replace('/', `/${task}-`)}.sh.${said}`;
  if (attempt === 'solution') return `the check never passes: not even after solutions/${task}.sh.${said}`;
  return `the check passes once, and no longer when it is asked again.${said}`;
}
