import { Check, CircleSlash, Clock, ListChecks, Server } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Pill } from '../ui/pill.tsx';
import { aboutMinutes, count } from '../words/durations.ts';
import { FREE_PLAY, type ListedCourse, type ListedLesson } from './list-courses.ts';

/** All courses, each with its lessons in order. */
export function CourseList({ courses }: { courses: ListedCourse[] }) {
  return courses.map((course) => (
    <section
      key={course.slug}
      id={course.slug}
      aria-labelledby={`${course.slug}-title`}
      className="mt-12 scroll-mt-20"
    >
      <h2 id={`${course.slug}-title`} className="font-semibold text-lg tracking-tight">
        {course.slug === FREE_PLAY ? (
          course.title
        ) : (
          <Link href={`/courses/${course.slug}`} className="rounded-xs hover:text-accent">
            {course.title}
          </Link>
        )}
      </h2>
      <p className="mt-1 max-w-[66ch] text-ink-2 text-sm">{course.summary}</p>
      <LessonGrid lessons={course.lessons} />
    </section>
  ));
}

/** Lessons in their order, each with what it takes and how far the reader is. */
export function LessonGrid({ lessons }: { lessons: ListedLesson[] }) {
  return (
    <ol className="mt-5 grid grid-cols-2 gap-3.5 max-md:grid-cols-1">
      {lessons.map((lesson) => (
        <LessonCard key={lesson.path} lesson={lesson} />
      ))}
    </ol>
  );
}

function LessonCard({ lesson }: { lesson: ListedLesson }) {
  const { path, title, summary, level, minutes, machines, tasks, done, cannotRun } = lesson;
  return (
    <li className="group relative flex flex-col rounded-xl border bg-panel p-5 shadow-card transition-colors hover:border-line-strong">
      <div className="flex items-start gap-3">
        <h3 className="min-w-0 flex-1 font-semibold text-md tracking-tight">
          <Link
            href={`/courses/${path}`}
            className="rounded-xs after:absolute after:inset-0 after:rounded-xl"
          >
            {title}
          </Link>
        </h3>
        {tasks > 0 && <ProgressMark tasks={tasks} done={done} />}
      </div>
      <p className="mt-1.5 flex-1 text-ink-2 text-sm">{summary}</p>
      {cannotRun && (
        <div className="mt-3.5 flex gap-2.5 rounded-sm bg-sunk px-3 py-2 text-ink-2 text-xs">
          <CircleSlash size={14} aria-hidden="true" className="mt-0.5 shrink-0 text-wait" />
          <p>
            <span className="font-medium text-ink">
              {cannotRun.passing ? 'Not yet.' : 'Cannot run on this host.'}
            </span>{' '}
            {cannotRun.reason} {cannotRun.remedy}
          </p>
        </div>
      )}
      <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-3 text-xs">
        {tasks > 0 && (
          <>
            <span className="first-letter:uppercase">{level}</span>
            <Fact icon={<Clock size={13} />}>{aboutMinutes(minutes)}</Fact>
            <Fact icon={<ListChecks size={13} />}>{count(tasks, 'task')}</Fact>
          </>
        )}
        {machines > 0 && <Fact icon={<Server size={13} />}>{count(machines, 'machine')}</Fact>}
      </div>
      {tasks > 0 && (
        <div
          role="progressbar"
          aria-label={`${title}: tasks done`}
          aria-valuenow={done}
          aria-valuemin={0}
          aria-valuemax={tasks}
          className="mt-3.5 h-[3px] overflow-hidden rounded-full bg-sunk"
        >
          <div
            className={`h-full rounded-full ${done === tasks ? 'bg-pass' : 'bg-accent'}`}
            style={{ width: `${tasks ? (100 * done) / tasks : 0}%` }}
          />
        </div>
      )}
    </li>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className="tabular flex items-center gap-1.5">
      <span aria-hidden="true">{icon}</span>
      {children}
    </span>
  );
}

function ProgressMark({ tasks, done }: { tasks: number; done: number }) {
  if (done === 0) return null;
  if (done < tasks) {
    return (
      <Pill tone="accent" className="tabular">
        {done} of {tasks}
      </Pill>
    );
  }
  return (
    <Pill tone="pass">
      <Check size={12} strokeWidth={3} aria-hidden="true" /> Done
    </Pill>
  );
}
