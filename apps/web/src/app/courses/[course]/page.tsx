import { ArrowRight, Printer } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LessonGrid } from '../../../catalogue/course-list.tsx';
import { listCourses } from '../../../catalogue/list-courses.ts';
import { catalogue } from '../../../server/catalogue.ts';
import { hostInfo } from '../../../server/host.ts';
import { visitorProgress } from '../../../server/visitor.ts';
import { ButtonLink } from '../../../ui/button.tsx';
import { TopBar } from '../../../ui/top-bar.tsx';
import { count } from '../../../words/durations.ts';

interface CourseParams {
  params: Promise<{ course: string }>;
}

async function courseOf(slug: string) {
  const [all, host, progress] = await Promise.all([catalogue(), hostInfo(), visitorProgress()]);
  return listCourses(all, host, progress).find((course) => course.slug === slug);
}

export async function generateMetadata({ params }: CourseParams): Promise<Metadata> {
  const course = await courseOf((await params).course);
  return course ? { title: course.title, description: course.summary } : { title: 'No such course' };
}

export default async function CoursePage({ params }: CourseParams) {
  const { course: slug } = await params;
  const course = await courseOf(slug);
  if (!course) notFound();
  const { lessons } = course;
  const tasks = lessons.reduce((sum, lesson) => sum + lesson.tasks, 0);
  const done = lessons.reduce((sum, lesson) => sum + lesson.done, 0);
  const next = lessons.find((lesson) => lesson.done < lesson.tasks && !lesson.cannotRun);
  return (
    <>
      <TopBar />
      <main id="main" className="mx-auto w-full max-w-[1040px] px-6 pt-14 pb-24 phone:px-4 phone:pt-8">
        <h1 className="font-[650] text-3xl tracking-[-0.028em] phone:text-2xl">{course.title}</h1>
        <p className="mt-3 max-w-[66ch] text-ink-2">{course.summary}</p>
        {tasks > 0 && (
          <div className="mt-6 flex flex-wrap items-center gap-x-5 gap-y-3">
            {next && (
              <ButtonLink kind="primary" size="lg" href={`/courses/${next.path}`}>
                {done === 0 ? 'Start' : 'Continue'}: {next.title}
                <ArrowRight size={15} aria-hidden="true" />
              </ButtonLink>
            )}
            <p className="tabular text-ink-2 text-sm">
              {done} of {count(tasks, 'task')} done
            </p>
            {done > 0 && (
              <ButtonLink kind="ghost" href={`/courses/${slug}/completion`}>
                <Printer size={14} aria-hidden="true" /> What you have done, to print
              </ButtonLink>
            )}
          </div>
        )}
        <LessonGrid lessons={lessons} />
      </main>
    </>
  );
}
