'use client';
import { PartyPopper } from 'lucide-react';
import { ButtonLink } from '../ui/button.tsx';
import { useLesson } from './lesson-session.tsx';
import { lessonProgress } from './task-look.ts';

/** Under the last task, once all are done. */
export function LessonEnd() {
  const { facts, state } = useLesson();
  const { done, all } = lessonProgress(state.tasks);
  if (all === 0 || done < all) return null;
  // At the end all tasks are looked at once more: the lesson is complete when they hold together.
  const fallen = state.sandbox
    ? state.tasks
        .filter(({ last }) => last?.outcome === 'pending')
        .map(({ id }) => facts.tasks.find((task) => task.id === id)?.title ?? id)
    : [];
  return (
    <section
      aria-labelledby="lesson-end"
      className="mt-8! flex animate-rise items-center gap-4 rounded-xl bg-pass-soft p-5 phone:flex-col phone:items-start"
    >
      <PartyPopper size={22} aria-hidden="true" className="shrink-0 text-pass" />
      <div className="min-w-0 flex-1">
        <h2 id="lesson-end" className="font-semibold text-ink text-md tracking-tight">
          {state.completedAtMs === null && fallen.length > 0 ? 'Almost done' : 'Lesson done'}
        </h2>
        <p className="text-ink-2 text-sm">
          {all === 1 ? 'Its task has passed.' : `All ${all} tasks have passed.`}{' '}
          {fallen.length > 0 && `No longer so: ${fallen.join(', ')}. `}
          {facts.next ? 'The next one is waiting.' : 'That was the last lesson of this course.'}
        </p>
      </div>
      <ButtonLink kind="primary" href={facts.next?.href ?? '/'}>
        {facts.next ? facts.next.title : 'All lessons'}
      </ButtonLink>
    </section>
  );
}
