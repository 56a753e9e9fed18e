import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { AskAgain } from '../../../../lesson/ask-again.tsx';
import { FollowRevision } from '../../../../lesson/follow-revision.tsx';
import { LessonWorkspace } from '../../../../lesson/lesson-workspace.tsx';
import { Prose } from '../../../../lesson/prose.tsx';
import { readSplit, SPLIT_COOKIE } from '../../../../lesson/split-cookie.ts';
import { lessonOfPage } from '../../../../server/catalogue.ts';
import { hostInfo } from '../../../../server/host.ts';
import { firstState } from '../../../../server/lesson-start.ts';
import { visitorProgress } from '../../../../server/visitor.ts';

interface LessonParams {
  params: Promise<{ course: string; lesson: string }>;
}

export async function generateMetadata({ params }: LessonParams): Promise<Metadata> {
  const { course, lesson } = await params;
  const found = await lessonOfPage(course, lesson);
  return found
    ? { title: found.lesson.title, description: found.lesson.summary }
    : { title: 'No such lesson' };
}

export default async function LessonPage({ params }: LessonParams) {
  const { course, lesson: slug } = await params;
  const found = await lessonOfPage(course, slug);
  if (!found) notFound();
  const { lesson, playground, courseTitle, next } = found;
  const [host, progress] = await Promise.all([hostInfo(), visitorProgress()]);
  const initial = await firstState(lesson, progress.get(lesson.path) ?? new Map());
  const split = readSplit((await cookies()).get(SPLIT_COOKIE)?.value);
  const facts = {
    path: lesson.path,
    title: lesson.title,
    summary: lesson.summary,
    minutes: lesson.minutes,
    level: lesson.level,
    courseTitle,
    tasks: lesson.tasks.map(({ id, title }) => ({ id, title })),
    machines: (playground?.machines ?? []).map(({ name, memoryBytes, cpus, needs }) => ({
      name,
      memoryBytes,
      cpus,
      engine: needs.length > 0,
      cluster: playground?.clusters.includes(name) ?? false,
    })),
    engineInside: host?.engineInside[lesson.playground] ?? null,
    playgroundTitle: playground?.title ?? lesson.playground,
    cannotRun: host?.cannotRun[lesson.playground] ?? null,
    next,
  };
  return (
    <LessonWorkspace key={lesson.path} facts={facts} initial={initial} split={split}>
      <AskAgain />
      <FollowRevision revision={lesson.revision} />
      <Prose
        body={lesson.body}
        tasks={lesson.tasks}
        lesson={{ path: lesson.path, revision: lesson.revision }}
      />
    </LessonWorkspace>
  );
}
