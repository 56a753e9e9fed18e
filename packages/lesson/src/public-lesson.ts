import type { Lesson, PublicLesson, PublicTask, Task } from './types.ts';

/** What a browser may have of a lesson. Names each part that goes out, so that a new one stays in. */
export function publicLesson(lesson: Lesson): PublicLesson {
  const { path, course, slug, title, summary, level, minutes, playground, body, revision } = lesson;
  const tasks = lesson.tasks.map(publicTask);
  return { path, course, slug, title, summary, level, minutes, playground, body, revision, tasks };
}

function publicTask(task: Task): PublicTask {
  const { id, title, needs, hints } = task;
  if (task.kind === 'check') {
    const { kind, machine, answers, sticky } = task;
    return { id, title, needs, hints, kind, machine, answers, sticky };
  }
  const { question, kind } = task;
  if (question.form === 'text') return { id, title, needs, hints, kind, question: { form: 'text' } };
  const options = question.options.map((option) => ({ id: option.id, body: option.body }));
  return { id, title, needs, hints, kind, question: { form: question.form, options } };
}
