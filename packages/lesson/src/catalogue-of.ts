import type { Placed } from './catalogue-reader.ts';
import { FREE_PLAY, freePlay } from './load-playgrounds.ts';
import type { Catalogue, Lesson, LessonHead, Lessons } from './types.ts';

/**
 * The catalogue of what is known to be sound at this moment; its lessons are read when they are asked for. One that
 * turns out broken then is absent; `failed` hears of a disk that could not be read.
 */
export function catalogueOf(placed: Placed, failed: (error: unknown) => void): Catalogue {
  const heads = new Map<string, LessonHead>();
  for (const { path, head } of placed.lessons.values()) if (head) heads.set(path, head);
  const free = new Map<string, Lesson>();
  for (const playground of placed.playgrounds.values())
    if (playground?.free) free.set(`${FREE_PLAY}/${playground.name}`, freePlay(playground));
  for (const [path, lesson] of free) heads.set(path, lesson);
  // Sorting keeps the order of the folders where the places are the same.
  const courses = placed.courses
    .toSorted((a, b) => a.order - b.order)
    .map(({ slug, title, summary, lessons }) => ({
      ...{ slug, title, summary },
      lessons: lessons.flatMap(({ head }) => (head ? [head.slug] : [])),
    }));
  return {
    ...{ courses, heads, lessons: lessonsOf(placed, free, failed) },
    playgrounds: new Map([...placed.playgrounds].flatMap(([name, one]) => (one ? [[name, one]] : []))),
    problems: placed.problems.flatMap((one) => ('message' in one ? [one] : one.problems)),
  };
}

function lessonsOf(placed: Placed, free: Map<string, Lesson>, failed: (error: unknown) => void): Lessons {
  const sound = () => [...placed.lessons.values()].filter(({ head }) => head !== null);
  const get = (path: string): Lesson | undefined => {
    try {
      return placed.lessons.get(path)?.open() ?? free.get(path);
    } catch (error) {
      // For this once: whoever asks again may find the disk well.
      failed(error);
      return undefined;
    }
  };
  const paths = () => [...sound().map(({ path }) => path), ...free.keys()];
  return {
    get,
    keys: () => paths().values(),
    has: (path) => (placed.lessons.get(path)?.head ?? null) !== null || free.has(path),
    values: () =>
      paths()
        .flatMap((path) => get(path) ?? [])
        .values(),
    get size() {
      return sound().length + free.size;
    },
  };
}
