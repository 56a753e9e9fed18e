import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CompletionName } from '../../../../catalogue/completion-name.tsx';
import { catalogue } from '../../../../server/catalogue.ts';
import { visitorProgress } from '../../../../server/visitor.ts';
import { TopBar } from '../../../../ui/top-bar.tsx';
import { count } from '../../../../words/durations.ts';

export const metadata: Metadata = { title: 'What you have done' };

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** A page to print: each task of a course with the day on which it first passed. */
export default async function CompletionPage({ params }: { params: Promise<{ course: string }> }) {
  const { course: slug } = await params;
  const [{ courses, heads }, progress] = await Promise.all([catalogue(), visitorProgress()]);
  const course = courses.find((one) => one.slug === slug);
  if (!course) notFound();
  const parts = course.lessons.flatMap((name) => {
    const lesson = heads.get(`${slug}/${name}`);
    if (!lesson) return [];
    const passed = progress.get(lesson.path);
    const tasks = lesson.tasks.map(({ id, title }) => ({ id, title, atMs: passed?.get(id) ?? null }));
    return [{ path: lesson.path, title: lesson.title, tasks }];
  });
  const all = parts.flatMap((part) => part.tasks);
  const open = all.filter((task) => task.atMs === null).length;
  const last = Math.max(0, ...all.map((task) => task.atMs ?? 0));
  return (
    <>
      <div className="print:hidden">
        <TopBar />
      </div>
      <main
        id="main"
        className="mx-auto w-full max-w-[760px] px-6 pt-12 pb-24 phone:px-4 print:max-w-none print:p-0 print:text-black"
      >
        <p className="font-medium text-accent text-sm print:text-black">Sandlot</p>
        <h1 className="mt-1 font-[650] text-3xl tracking-[-0.028em] phone:text-2xl">{course.title}</h1>
        <CompletionName />
        <p className="mt-4 text-ink-2 print:text-black">
          {open === 0 && all.length > 0
            ? `All ${count(all.length, 'task')} of this course passed; the last one on ${day.format(last)}.`
            : `${all.length - open} of ${count(all.length, 'task')} passed; ${count(open, 'task')} still to do.`}
        </p>
        {parts.map((part) => (
          <section key={part.path} className="mt-8 break-inside-avoid">
            <h2 className="font-semibold text-md tracking-tight">{part.title}</h2>
            <ul className="mt-2 border-t">
              {part.tasks.map((task) => (
                <li key={task.id} className="flex items-baseline gap-4 border-b py-1.5 text-sm">
                  <span className="min-w-0 flex-1">{task.title}</span>
                  <span className="tabular shrink-0 text-ink-3 print:text-black">
                    {task.atMs === null ? 'not yet' : day.format(task.atMs)}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <p className="mt-8 text-ink-3 text-xs print:text-black">
          Each task was checked on a real machine by the platform. Days are in UTC.
        </p>
      </main>
    </>
  );
}
