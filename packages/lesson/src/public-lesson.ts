import type { Lesson, PublicLesson } from './types.ts';

/** What a browser may have of a lesson. Names each part that goes out, so that a new one stays in. */
export function publicLesson(lesson: Lesson): PublicLesson {
  const { path, course, slug, title, summary, level, minutes, playground, body } = lesson;
  const tasks = lesson.tasks.map(({ id, title, machine, hints }) => ({ id, title, machine, hints }));
  return { path, course, slug, title, summary, level, minutes, playground, body, tasks };
}
