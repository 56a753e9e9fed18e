'use client';
import Link from 'next/link';
import { Logo } from '../ui/logo.tsx';
import { Dot, Pill } from '../ui/pill.tsx';
import { SkipLink } from '../ui/skip-link.tsx';
import { ThemeSwitch } from '../ui/theme-switch.tsx';
import { count } from '../words/durations.ts';
import { useLesson } from './lesson-session.tsx';
import { ProgressSegments } from './progress-segments.tsx';
import { ResetMenu } from './reset-menu.tsx';
import { lessonProgress } from './task-look.ts';
import { TimeLeft } from './time-left.tsx';

/** The bar over a lesson: where one is, how far, what runs, how long. */
export function LessonBar() {
  const { facts, state, ready, showing } = useLesson();
  const { done, all } = lessonProgress(state.tasks);
  const since = state.sandbox?.createdAtMs ?? null;
  return (
    <>
      <SkipLink />
      <header className="relative z-10 flex h-[52px] shrink-0 items-center gap-3.5 border-b bg-panel px-4 phone:gap-2.5 phone:px-3">
        <Logo nameOnPhone={false} />
        {/* On a phone the text, and its title with it, is away while the terminal shows. */}
        {showing === 'terminal' && <h1 className="sr-only hidden phone:block">{facts.title}</h1>}
        <nav
          aria-label="Where you are"
          className="min-w-0 truncate font-medium text-ink-3 text-xs phone:hidden"
        >
          <Link
            href={`/courses/${facts.path.split('/')[0]}`}
            className="rounded-xs hover:text-ink max-lg:hidden"
          >
            {facts.courseTitle}
          </Link>
          <span aria-hidden="true" className="mx-2 max-lg:hidden">
            /
          </span>
          <span className="text-ink">{facts.title}</span>
        </nav>
        <div className="ml-auto flex items-center gap-3.5 phone:gap-2">
          {all > 0 && (
            <ProgressSegments tasks={state.tasks} sandboxSinceMs={since} className="max-lg:hidden" />
          )}
          {all > 0 && (
            <span className="tabular whitespace-nowrap font-medium text-ink-3 text-xs">
              {done} of {all}
            </span>
          )}
          {ready && (
            <Pill className="max-xl:hidden">
              <Dot
                className={ready.machines.every((one) => one.state === 'ready') ? 'text-pass' : 'text-wait'}
              />
              {count(ready.machines.length, 'machine')}
            </Pill>
          )}
          {ready && <TimeLeft sandbox={ready} />}
          {ready && <ResetMenu sandbox={ready} />}
          <ThemeSwitch />
        </div>
        <ProgressSegments
          tasks={state.tasks}
          sandboxSinceMs={since}
          className="absolute inset-x-0 -bottom-px gap-0.5 lg:hidden [&>span]:h-[3px] [&>span]:flex-1"
        />
      </header>
    </>
  );
}
