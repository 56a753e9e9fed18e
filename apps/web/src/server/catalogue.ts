import 'server-only';
import type { Catalogue, Playground, PublicLesson } from '@sandlot/lesson';
import { once } from './once.ts';
import { settings } from './settings.ts';

/** By Node itself: it reads files of the whole project, which a bundler would take along with each page. */
const lessonPackage = () => import(/* turbopackIgnore: true */ '@sandlot/lesson');

/** All that loaded. Holds checks and solutions: hand only parts of it to pages. */
export async function catalogue(): Promise<Catalogue> {
  const fresh = once('catalogue', async () => {
    const failed = (error: unknown) => console.error('The lessons could not be read again.', error);
    return (await lessonPackage()).FreshCatalogue.open(settings().lessons, { failed });
  });
  return (await fresh).current;
}

export interface LessonOfPage {
  lesson: PublicLesson;
  courseTitle: string;
  playground: Playground | null;
  /** The lesson that follows in the course. */
  next: { href: string; title: string } | null;
}

/** What a lesson's page may know of it; null when there is no such lesson. */
export async function lessonOfPage(course: string, slug: string): Promise<LessonOfPage | null> {
  const { courses, heads, lessons, playgrounds } = await catalogue();
  const lesson = lessons.get(`${course}/${slug}`);
  const home = courses.find((one) => one.slug === course);
  const { FREE_PLAY, highlightLesson, publicLesson } = await lessonPackage();
  const courseTitle = course === FREE_PLAY ? 'Playgrounds' : home?.title;
  if (!lesson || courseTitle === undefined) return null;
  const playground = playgrounds.get(lesson.playground) ?? null;
  await highlightLesson(lesson, playground);
  const nextSlug = home?.lessons[home.lessons.indexOf(slug) + 1];
  const next = nextSlug ? heads.get(`${course}/${nextSlug}`) : undefined;
  return {
    lesson: publicLesson(lesson),
    courseTitle,
    playground,
    next: next ? { href: `/courses/${next.path}`, title: next.title } : null,
  };
}
