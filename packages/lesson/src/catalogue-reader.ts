/** Reads all courses and playgrounds of a project, each lesson's head alone, and again only what has changed. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { Breather } from './breather.ts';
import { KeptLessons } from './kept-lessons.ts';
import { FREE_PLAY, loadPlaygrounds } from './load-playgrounds.ts';
import { didYouMean, list } from './nearest.ts';
import { type CourseHead, parseCourse } from './parse-course.ts';
import type { KnownPlaygrounds } from './parse-lesson.ts';
import { PlacedLesson } from './placed-lesson.ts';
import { readText } from './read-lesson-folder.ts';
import type { Course, Problem } from './types.ts';

export interface PlacedCourse extends Omit<Course, 'lessons'> {
  order: number;
  lessons: PlacedLesson[];
}

/** A catalogue before it is known which of its lessons are sound. */
export interface Placed {
  playgrounds: KnownPlaygrounds;
  /** In the order of their folders. */
  courses: PlacedCourse[];
  /** By path. */
  lessons: Map<string, PlacedLesson>;
  /** Of course.yaml files and playgrounds; a lesson stands for its own. */
  problems: (Problem | PlacedLesson)[];
}

const NOTHING: Placed = { playgrounds: new Map(), courses: [], lessons: new Map(), problems: [] };

/** What changed, by path; true: anything may have. */
export type Changed = { playgrounds: boolean; lessons: Set<string> } | true;

export class CatalogueReader {
  readonly #root: string;
  readonly #now: (() => number) | null;
  readonly #kept = new KeptLessons();
  #last = NOTHING;
  #playgroundProblems: Problem[] = [];

  /** `now` is the time for whoever follows changes, null for who reads once. */
  constructor(root: string, now: (() => number) | null = null) {
    this.#root = root;
    this.#now = now;
  }

  /**
   * The catalogue as the disk has it. A lesson that was read before is read again when it is among `changed`, or when
   * its playground has changed. Throws only when the disk fails; the next reading starts from the last one that did not.
   */
  async read(changed: Changed = true): Promise<Placed> {
    const breather = new Breather();
    let playgroundProblems = this.#playgroundProblems;
    let { playgrounds } = this.#last;
    if (changed === true || changed.playgrounds) {
      playgroundProblems = [];
      playgrounds = loadPlaygrounds(this.#root, playgroundProblems);
    }
    const found: Placed = { playgrounds, courses: [], lessons: new Map(), problems: [...playgroundProblems] };
    for (const course of folders(path.join(this.#root, 'courses'))) {
      const listed = readCourse(this.#root, course, found.problems);
      if (!listed) continue;
      const lessons: PlacedLesson[] = [];
      for (const slug of listed.slugs) {
        await breather.breathe();
        const lesson = this.#place(course, slug, playgrounds, changed);
        lessons.push(lesson);
        found.lessons.set(lesson.path, lesson);
        found.problems.push(lesson);
      }
      const { title, summary, order } = listed.head;
      found.courses.push({ slug: course, title, summary, order, lessons });
    }
    for (const [path, old] of this.#last.lessons) if (found.lessons.get(path) !== old) this.#kept.delete(old);
    this.#last = found;
    this.#playgroundProblems = playgroundProblems;
    return found;
  }

  #place(course: string, slug: string, playgrounds: KnownPlaygrounds, changed: Changed): PlacedLesson {
    const path = `${course}/${slug}`;
    const old = this.#last.lessons.get(path);
    if (old && changed !== true && !changed.lessons.has(path) && old.isMadeOf(playgrounds)) return old;
    return new PlacedLesson({ root: this.#root, course, slug, playgrounds, now: this.#now }, this.#kept);
  }
}

/** What course.yaml says, and those of its lessons that have a folder; null when it can't be read. */
function readCourse(
  root: string,
  slug: string,
  problems: Placed['problems'],
): { head: CourseHead; slugs: string[] } | null {
  const file = `courses/${slug}/course.yaml`;
  const report = (message: string, remedy: string) => {
    problems.push({ file, line: 1, column: 1, message, remedy });
    return null;
  };
  if (slug === FREE_PLAY)
    return report(
      'No course can be called `playgrounds`',
      'Give the folder another name: free play has this one.',
    );
  if (!statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile())
    return report('There is no course.yaml', `Write ${file} with title, summary and lessons.`);
  const parsed = parseCourse(readText(path.join(root, file)), file);
  if ('problems' in parsed) {
    problems.push(...parsed.problems);
    return null;
  }
  const head = parsed.course;
  const there = folders(path.join(root, 'courses', slug));
  problems.push(...listProblems(head, file, there));
  return { head, slugs: head.lessons.filter((lesson) => there.includes(lesson)) };
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
function folders(folder: string): string[] {
  const there = (name: string) =>
    statSync(path.join(folder, name), { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!there('.')) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !name.endsWith('~'))
    .filter((entry) => (entry.isSymbolicLink() ? there(entry.name) : entry.isDirectory()))
    .map(({ name }) => name)
    .sort();
}
