/** One lesson of a catalogue as its folder was at one moment: its head at once, the whole of it when it is asked for. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { isBeingSaved } from './being-saved.ts';
import type { KeptLessons } from './kept-lessons.ts';
import { loadLesson, playgroundRevision } from './load-lesson.ts';
import type { KnownPlaygrounds } from './parse-lesson.ts';
import { readFunctions, readText } from './read-lesson-folder.ts';
import { readOutline } from './read-outline.ts';
import type { Lesson, LessonHead, Problem } from './types.ts';

interface Where {
  root: string;
  course: string;
  slug: string;
  /** By name; all there are. */
  playgrounds: KnownPlaygrounds;
  /** The time when changes are followed: then a lesson that is broken while it is being saved is read again later. */
  now: (() => number) | null;
}

export class PlacedLesson {
  readonly path: string;
  /** Null when the lesson has problems. One that nobody has read whole yet may have some, and have a head. */
  head: LessonHead | null;
  problems: Problem[] = [];
  /** Null while nobody has read it whole. */
  revision: string | null = null;
  /** When it was first read whole, by Date.now(); null while it has not been. */
  readAtMs: number | null = null;
  /** Called when a reading of a lesson that had a head finds problems. */
  broke: () => void = () => {};
  readonly #where: Where;
  readonly #kept: KeptLessons;
  /** Its playground's name; null when it was broken from the first and may name any. */
  readonly #playground: string | null;
  readonly #madeOf: string;
  /** What its course's functions.sh said. */
  readonly #functions: string;

  /** Reads the head alone where that will do. Throws only when the disk fails. */
  constructor(where: Where, kept: KeptLessons) {
    const { root, course, slug, playgrounds } = where;
    this.#where = where;
    this.#kept = kept;
    this.path = `${course}/${slug}`;
    const file = path.join(root, 'courses', course, slug, 'lesson.md');
    const there = statSync(file, { throwIfNoEntry: false })?.isFile();
    const outline = there ? readOutline(readText(file)) : null;
    // A string that was cut out of a text holds all of it in memory: these are new ones.
    this.head = outline && JSON.parse(JSON.stringify({ path: this.path, course, slug, ...outline }));
    if (!this.head || !playgrounds.get(this.head.playground)) this.#read(false);
    this.#playground = this.head?.playground ?? null;
    this.#madeOf = this.#signature(playgrounds);
    this.#functions = functionsOf(where);
  }

  /** Whether `playgrounds` and the functions of its course are, for this lesson, what it was read with. */
  isMadeOf(playgrounds: KnownPlaygrounds): boolean {
    return this.#madeOf === this.#signature(playgrounds) && this.#functions === functionsOf(this.#where);
  }

  #signature(playgrounds: KnownPlaygrounds): string {
    if (this.#playground) return playgroundRevision(playgrounds.get(this.#playground) ?? null);
    return [...playgrounds].map(([name, one]) => `${name}:${playgroundRevision(one)}`).join();
  }

  /**
   * All of it, read now unless it is kept; undefined when it has problems, or for this once while it is being saved.
   * Throws only when the disk fails.
   */
  open(): Lesson | undefined {
    if (!this.head) return undefined;
    return this.#kept.get(this) ?? this.#read(true);
  }

  /** Finds its problems, unless they are known. False: it is being saved, so ask again. Throws only when the disk fails. */
  prove(): boolean {
    if (this.readAtMs === null) this.#read(false);
    return this.readAtMs !== null;
  }

  #read(keep: boolean): Lesson | undefined {
    const { root, course, slug, playgrounds } = this.#where;
    const atMs = Date.now();
    const loaded = loadLesson(root, course, slug, playgrounds);
    if ('problems' in loaded && this.#mayBeHalf()) return undefined;
    this.readAtMs ??= atMs;
    if ('lesson' in loaded) {
      const { lesson } = loaded;
      this.revision ??= lesson.revision;
      this.head ??= headOf(lesson);
      if (keep) this.#kept.set(this, lesson);
      return lesson;
    }
    this.problems = loaded.problems;
    const had = this.head !== null;
    this.head = null;
    if (had) this.broke();
    return undefined;
  }

  /** Whoever says that a lesson is gone should be sure; one that has no head yet is not there to be missed. */
  #mayBeHalf(): boolean {
    const { root, course, slug, now } = this.#where;
    return (
      now !== null && this.head !== null && isBeingSaved(path.join(root, 'courses', course, slug), now())
    );
  }
}

const functionsOf = ({ root, course }: Where): string =>
  JSON.stringify(readFunctions(root, `courses/${course}`));

/** A copy that holds nothing else of the lesson. */
export function headOf(lesson: Lesson): LessonHead {
  const { path, course, slug, title, summary, level, minutes, playground } = lesson;
  const tasks = lesson.tasks.map(({ kind, id, title }) => ({ kind, id, title }));
  return JSON.parse(
    JSON.stringify({ path, course, slug, title, summary, level, minutes, playground, tasks }),
  );
}
