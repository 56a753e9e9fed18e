/** The whole lessons that were asked for last. */
import type { Lesson } from './types.ts';

/** How many are kept: more than one host has students on at once, and some 50 MB at most of lessons of usual length. */
export const KEPT_LESSONS = 128;

export class KeptLessons {
  /** Those that were asked for last stand last. */
  readonly #lessons = new Map<object, Lesson>();

  /** The lesson of `owner`, which counts as asked for. */
  get(owner: object): Lesson | undefined {
    const lesson = this.#lessons.get(owner);
    if (lesson) this.set(owner, lesson);
    return lesson;
  }

  /** Keeps it, and lets go of the one that nobody has asked for the longest when there are too many. */
  set(owner: object, lesson: Lesson): void {
    this.#lessons.delete(owner);
    this.#lessons.set(owner, lesson);
    for (const oldest of this.#lessons.keys()) {
      if (this.#lessons.size <= KEPT_LESSONS) return;
      this.#lessons.delete(oldest);
    }
  }

  delete(owner: object): void {
    this.#lessons.delete(owner);
  }
}
