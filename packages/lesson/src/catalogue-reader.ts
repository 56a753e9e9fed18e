/** Reads all courses and playgrounds of a project, and again only what has changed. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { loadLesson, playgroundRevision } from './load-lesson.ts';
import { FREE_PLAY, freePlay, loadPlaygrounds } from './load-playgrounds.ts';
import { didYouMean, list } from './nearest.ts';
import { type CourseHead, parseCourse } from './parse-course.ts';
import type { KnownPlaygrounds } from './parse-lesson.ts';
import { readText } from './read-lesson-folder.ts';
import type { Catalogue, Lesson, Problem } from './types.ts';

type Placed = Catalogue['courses'][number] & { order: number };

interface Kept {
  lesson: Lesson | null;
  problems: Problem[];
  /** Of all playgrounds that it was read with: a lesson that has problems may name any. */
  playgrounds: string;
}

export class CatalogueReader {
  readonly #root: string;
  /** By path. */
  #kept = new Map<string, Kept>();

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * The catalogue as the disk has it. A lesson that was read before is read again when `hasChanged` says so of its
   * path, or when its playground has changed. Throws only when the disk fails.
   */
  async read(hasChanged: (path: string) => boolean = () => true): Promise<Catalogue> {
    const catalogue: Catalogue = { courses: [], lessons: new Map(), playgrounds: new Map(), problems: [] };
    const known = await loadPlaygrounds(this.#root, catalogue.problems);
    for (const [name, playground] of known) if (playground) catalogue.playgrounds.set(name, playground);
    const kept = this.#kept;
    this.#kept = new Map();
    const lessonOf = async (course: string, slug: string) => {
      const path = `${course}/${slug}`;
      const old = kept.get(path);
      const signature = signatureOf(known, old?.lesson ?? null);
      const found =
        old && !hasChanged(path) && old.playgrounds === signature
          ? old
          : await this.#load(course, slug, known);
      this.#kept.set(path, found);
      return found;
    };
    const courses: Placed[] = [];
    for (const slug of await folders(path.join(this.#root, 'courses')))
      await readCourse(this.#root, slug, lessonOf, { ...catalogue, courses });
    // Sorting keeps the order of the folders where the places are the same.
    for (const { order: _, ...course } of courses.sort((a, b) => a.order - b.order))
      catalogue.courses.push(course);
    for (const playground of catalogue.playgrounds.values())
      if (playground.free) catalogue.lessons.set(`${FREE_PLAY}/${playground.name}`, freePlay(playground));
    return catalogue;
  }

  async #load(course: string, slug: string, known: KnownPlaygrounds): Promise<Kept> {
    const loaded = await loadLesson(this.#root, course, slug, known);
    const lesson = 'lesson' in loaded ? loaded.lesson : null;
    const problems = 'problems' in loaded ? loaded.problems : [];
    return { lesson, problems, playgrounds: signatureOf(known, lesson) };
  }
}

/** What a lesson was made of beside its own folder. */
const signatureOf = (known: KnownPlaygrounds, lesson: Lesson | null): string =>
  lesson
    ? playgroundRevision(known.get(lesson.playground) ?? null)
    : [...known].map(([name, playground]) => `${name}:${playgroundRevision(playground)}`).join();

async function readCourse(
  root: string,
  slug: string,
  lessonOf: (course: string, slug: string) => Promise<Kept>,
  { courses, lessons, problems }: Catalogue & { courses: Placed[] },
): Promise<void> {
  const file = `courses/${slug}/course.yaml`;
  const report = (message: string, remedy: string) =>
    problems.push({ file, line: 1, column: 1, message, remedy });
  if (slug === FREE_PLAY) {
    report('No course can be called `playgrounds`', 'Give the folder another name: free play has this one.');
    return;
  }
  if (!(await stat(path.join(root, file)).catch(() => null))?.isFile()) {
    report('There is no course.yaml', `Write ${file} with title, summary and lessons.`);
    return;
  }
  const parsed = parseCourse(await readText(path.join(root, file)), file);
  if ('problems' in parsed) {
    problems.push(...parsed.problems);
    return;
  }
  const { course } = parsed;
  const there = await folders(path.join(root, 'courses', slug));
  problems.push(...listProblems(course, file, there));
  const loaded: Lesson[] = [];
  for (const name of course.lessons.filter((lesson) => there.includes(lesson))) {
    const found = await lessonOf(slug, name);
    if (found.lesson) loaded.push(found.lesson);
    problems.push(...found.problems);
  }
  for (const lesson of loaded) lessons.set(lesson.path, lesson);
  const { title, summary, order } = course;
  courses.push({ slug, order, title, summary, lessons: loaded.map((lesson) => lesson.slug) });
}

/** Lessons that are listed and not there, and the reverse. */
function listProblems(course: CourseHead, file: string, there: string[]): Problem[] {
  const unlisted = there.filter((name) => !course.lessons.includes(name));
  const missing = course.lessons.flatMap((name, index): Problem[] => {
    if (there.includes(name)) return [];
    const remedy = `${didYouMean(name, there)}The folders here are ${list(there)}.`;
    return [{ file, ...course.place(index), message: `There is no lesson folder \`${name}\``, remedy }];
  });
  const strays = unlisted.map((name): Problem => {
    const remedy = `Add \`- ${name}\` to the list, or move the folder away.`;
    return {
      file,
      ...course.place(),
      message: `The folder \`${name}\` is not in the list of lessons`,
      remedy,
    };
  });
  return [...missing, ...strays];
}

/** The names of the folders in a folder, in order; hidden ones and links to nowhere left out. */
async function folders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  const found: string[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name.endsWith('~')) continue;
    const isFolder = entry.isSymbolicLink()
      ? (await stat(path.join(folder, entry.name)).catch(() => null))?.isDirectory()
      : entry.isDirectory();
    if (isFolder) found.push(entry.name);
  }
  return found.sort();
}
