import 'server-only';
import type { Catalogue, Playground, PublicLesson } from '@sandlot/lesson';
import { FreshCatalogue } from './fresh-catalogue.ts';
import { once } from './once.ts';
import { settings } from './settings.ts';

/** By Node itself: it reads files of the whole project, which a bundler would take along with each page. */
const lessonPackage = () => import(/* turbopackIgnore: true */ '@sandlot/lesson');

/** All that loaded. Holds checks and solutions: hand only parts of it to pages. */
export function catalogue(): Promise<Catalogue> {
  const fresh = once('catalogue', () => {
    const { root } = settings();
    const load = async () => (await lessonPackage()).loadCatalogue(root);
    return new FreshCatalogue({ root, folders: ['courses', 'playgrounds'], load });
  });
  return fresh.get();
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
  const { courses, lessons, playgrounds } = await catalogue();
  const lesson = lessons.get(`${course}/${slug}`);
  const home = courses.find((one) => one.slug === course);
  if (!lesson || !home) return null;
  const { publicLesson } = await lessonPackage();
  const nextSlug = home.lessons[home.lessons.indexOf(slug) + 1];
  const next = nextSlug ? lessons.get(`${course}/${nextSlug}`) : undefined;
  return {
    lesson: publicLesson(lesson),
    courseTitle: home.title,
    playground: playgrounds.get(lesson.playground) ?? null,
    next: next ? { href: `/courses/${next.path}`, title: next.title } : null,
  };
}
