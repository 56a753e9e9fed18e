/** The catalogue as the front page shows it to one guest. Pure; hands on public parts only. */
import type { Catalogue, LessonHead, Level } from '@sandlot/lesson';
import type { HostInfo, Refusal } from '@sandlot/protocol';

export interface ListedLesson {
  path: string;
  title: string;
  summary: string;
  level: Level;
  minutes: number;
  /** Machines of its playground. */
  machines: number;
  tasks: number;
  done: number;
  cannotRun: Refusal | null;
}

export interface ListedCourse {
  slug: string;
  title: string;
  summary: string;
  lessons: ListedLesson[];
}

/** The course of those who want machines and no lesson. */
export const FREE_PLAY = 'playgrounds';

/** `host` is null while the broker does not answer: then nothing is said about what can run. */
export function listCourses(
  { courses, heads, playgrounds }: Pick<Catalogue, 'courses' | 'heads' | 'playgrounds'>,
  host: HostInfo | null,
  progress: Map<string, Map<string, number>>,
): ListedCourse[] {
  const listedLesson = (lesson: LessonHead): ListedLesson => {
    const passed = progress.get(lesson.path);
    return {
      path: lesson.path,
      title: lesson.title,
      summary: lesson.summary,
      level: lesson.level,
      minutes: lesson.minutes,
      machines: playgrounds.get(lesson.playground)?.machines.length ?? 0,
      tasks: lesson.tasks.length,
      // A task that its author has taken out again counts no more.
      done: lesson.tasks.filter((task) => passed?.has(task.id)).length,
      cannotRun: host?.cannotRun[lesson.playground] ?? null,
    };
  };
  const listed = courses.map(({ slug, title, summary, lessons: slugs }) => ({
    slug,
    title,
    summary,
    lessons: slugs.flatMap((lessonSlug) => {
      const lesson = heads.get(`${slug}/${lessonSlug}`);
      return lesson ? [listedLesson(lesson)] : [];
    }),
  }));
  const free = [...heads.values()].filter(({ course }) => course === FREE_PLAY);
  if (free.length === 0) return listed;
  const summary = 'Machines of your own without a lesson: try things out, break them, throw them away.';
  return [...listed, { slug: FREE_PLAY, title: 'Playgrounds', summary, lessons: free.map(listedLesson) }];
}
