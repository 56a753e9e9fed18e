import { Breather } from './breather.ts';
import { catalogueOf } from './catalogue-of.ts';
import { CatalogueReader } from './catalogue-reader.ts';
import type { Catalogue, Lesson } from './types.ts';

/**
 * Reads courses/ and playgrounds/ of `root`, once, and each lesson whole. What is wrong is in `problems`, and takes only
 * its own lesson, course or playground out. Throws only when the disk fails.
 */
export async function loadCatalogue(root: string): Promise<Catalogue> {
  const placed = await new CatalogueReader(root).read();
  const breather = new Breather();
  const lessons = new Map<string, Lesson>();
  for (const one of placed.lessons.values()) {
    await breather.breathe();
    const lesson = one.open();
    if (lesson) lessons.set(lesson.path, lesson);
  }
  const fail = (error: unknown) => {
    throw error;
  };
  const catalogue = catalogueOf(placed, fail);
  for (const path of catalogue.lessons.keys()) {
    const free = lessons.has(path) ? undefined : catalogue.lessons.get(path);
    if (free) lessons.set(path, free);
  }
  return { ...catalogue, lessons };
}
