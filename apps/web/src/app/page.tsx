import { CourseList } from '../catalogue/course-list.tsx';
import { EmptyCatalogue } from '../catalogue/empty-catalogue.tsx';
import { listCourses } from '../catalogue/list-courses.ts';
import { catalogue } from '../server/catalogue.ts';
import { hostInfo } from '../server/host.ts';
import { visitorProgress } from '../server/visitor.ts';
import { TopBar } from '../ui/top-bar.tsx';
import { count } from '../words/durations.ts';

export default async function CataloguePage() {
  const [all, host, progress] = await Promise.all([catalogue(), hostInfo(), visitorProgress()]);
  const courses = listCourses(all, host, progress);
  const broken = new Set(all.problems.map((problem) => problem.file)).size;
  return (
    <>
      <TopBar />
      <main id="main" className="mx-auto w-full max-w-[1040px] px-6 pt-14 pb-24 phone:px-4 phone:pt-8">
        <h1 className="font-[650] text-3xl tracking-[-0.028em] phone:text-2xl">Learn by doing</h1>
        <p className="mt-3 max-w-[58ch] text-ink-2">
          Linux, containers and Kubernetes: the lesson on the left, a real machine of your own on the right.
          Each task tells by itself when it is done.
        </p>
        {courses.length === 0 ? <EmptyCatalogue /> : <CourseList courses={courses} />}
        {broken > 0 && (
          <p className="mt-10 text-ink-3 text-xs">
            {count(broken, 'lesson file')} could not be loaded, and {broken === 1 ? 'is' : 'are'} left out
            here.
          </p>
        )}
      </main>
    </>
  );
}
