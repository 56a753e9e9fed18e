import type { Root } from 'hast';
import type { QuizTask, Task } from './types.ts';

/** All prose of a task that stands outside the lesson's body. */
export function proseOf(
  task:
    | Pick<QuizTask, 'kind' | 'question' | 'explanation' | 'hints'>
    | (Pick<Task, 'hints'> & { kind: 'check' }),
): Root[] {
  if (task.kind === 'check') return task.hints;
  const { question, explanation, hints } = task;
  const options = question.form === 'text' ? [] : question.options.map((option) => option.body);
  return [...hints, ...options, ...(explanation ? [explanation] : [])];
}
