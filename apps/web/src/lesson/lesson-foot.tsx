'use client';
import { ArrowRight } from 'lucide-react';
import { Button, ButtonLink } from '../ui/button.tsx';
import { useLesson } from './lesson-session.tsx';
import { lessonProgress } from './task-look.ts';

/** Under the text: what comes next. */
export function LessonFoot() {
  const { facts, state, show } = useLesson();
  const { nextId } = lessonProgress(state.tasks);
  const task = facts.tasks.find((one) => one.id === nextId);
  // On a phone the way to Start is behind the text.
  const free = facts.tasks.length === 0;
  const toStart = (task || free) && !state.sandbox && !facts.cannotRun;
  const what = task?.title ?? facts.next?.title;
  return (
    <footer className="flex h-14 shrink-0 items-center gap-3 border-t bg-panel px-11 text-ink-2 text-sm phone:px-4">
      <span className="min-w-0 flex-1 truncate">
        {what ? 'Next: ' : free ? 'Nothing to pass here: try what you like.' : 'All done. '}
        {what && <b className="font-medium text-ink">{what}</b>}
      </span>
      <ButtonLink href="/" className="phone:hidden">
        All lessons
      </ButtonLink>
      {toStart && (
        <Button kind="primary" className="md:hidden" onClick={() => show('terminal')}>
          Start <ArrowRight size={14} aria-hidden="true" />
        </Button>
      )}
      {task && (
        <Button
          kind="primary"
          className={toStart ? 'phone:hidden' : undefined}
          onClick={() => goToTask(task.id)}
        >
          Next task <ArrowRight size={14} aria-hidden="true" />
        </Button>
      )}
      {!task && facts.next && (
        <ButtonLink kind="primary" href={facts.next.href}>
          Next lesson <ArrowRight size={14} aria-hidden="true" />
        </ButtonLink>
      )}
      {!task && !facts.next && !toStart && (
        <ButtonLink kind="primary" href="/" className="md:hidden">
          All lessons
        </ButtonLink>
      )}
    </footer>
  );
}

function goToTask(id: string): void {
  const card = document.getElementById(`task-${id}`);
  card?.scrollIntoView({ behavior: 'smooth', block: 'start' });
  card?.querySelector<HTMLElement>('header button')?.focus({ preventScroll: true });
}
