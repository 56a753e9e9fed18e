/** Whether a question is answered rightly. Pure. */
import type { QuizTask } from '@sandlot/lesson';

/** The one field of a quiz's answer. */
export const QUIZ_FIELD = 'quiz';

const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase();

/** `answer` is the ids of the chosen options joined by commas, or the text. */
export function gradeQuiz({ question }: Pick<QuizTask, 'question'>, answer: string): boolean {
  if (question.form === 'text') return question.accept.some((accepted) => plain(accepted) === plain(answer));
  const chosen = new Set(answer.split(',').filter((id) => id !== ''));
  const known = question.options.map(({ id }) => id);
  return (
    [...chosen].every((id) => known.includes(id)) &&
    question.options.every(({ id, right }) => chosen.has(id) === right)
  );
}
