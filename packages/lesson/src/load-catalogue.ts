/** All courses and playgrounds of a project. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type LoadOptions, loadLesson } from './load-lesson.ts';
import { didYouMean, list } from './nearest.ts';
import { type CourseHead, parseCourse } from './parse-course.ts';
import type { KnownPlaygrounds } from './parse-lesson.ts';
import { parsePlayground } from './parse-playground.ts';
import { names, readText } from './read-lesson-folder.ts';
import type { Catalogue, Lesson, Playground, Problem } from './types.ts';

/**
 * Reads courses/ and playgrounds/ of `root`. What is wrong is in `problems`, and takes only its own lesson, course
 * or playground out. Throws only when the disk fails.
 */
export async function loadCatalogue(root: string, options: LoadOptions = {}): Promise<Catalogue> {
  const catalogue: Catalogue = { courses: [], lessons: new Map(), playgrounds: new Map(), problems: [] };
  const known = await loadPlaygrounds(root, catalogue.problems);
  for (const [name, playground] of known) if (playground) catalogue.playgrounds.set(name, playground);
  for (const slug of await folders(path.join(root, 'courses')))
    await loadCourse(root, slug, known, options, catalogue);
  return catalogue;
}

/** By name; null for those that have problems. */
async function loadPlaygrounds(root: string, problems: Problem[]): Promise<KnownPlaygrounds> {
  const known = new Map<string, Playground | null>();
  for (const fileName of await names(path.join(root, 'playgrounds'))) {
    const file = `playgrounds/${fileName}`;
    const name = /^([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\.yaml$/.exec(fileName)?.[1];
    if (name === undefined) {
      const remedy = 'Name it NAME.yaml: lower-case letters, digits and single hyphens, a letter first.';
      problems.push({
        file,
        line: 1,
        column: 1,
        message: `\`${fileName}\` is no name for a playground`,
        remedy,
      });
      continue;
    }
    const parsed = parsePlayground(await readText(path.join(root, file)), name, file);
    known.set(name, 'playground' in parsed ? parsed.playground : null);
    if ('problems' in parsed) problems.push(...parsed.problems);
  }
  return known;
}

async function loadCourse(
  root: string,
  slug: string,
  playgrounds: KnownPlaygrounds,
  options: LoadOptions,
  catalogue: Catalogue,
): Promise<void> {
  const file = `courses/${slug}/course.yaml`;
  if (!(await stat(path.join(root, file)).catch(() => null))?.isFile()) {
    const remedy = `Write ${file} with title, summary and lessons.`;
    catalogue.problems.push({ file, line: 1, column: 1, message: 'There is no course.yaml', remedy });
    return;
  }
  const parsed = parseCourse(await readText(path.join(root, file)), file);
  if ('problems' in parsed) {
    catalogue.problems.push(...parsed.problems);
    return;
  }
  const { course } = parsed;
  const there = await folders(path.join(root, 'courses', slug));
  catalogue.problems.push(...listProblems(course, file, there));
  const lessons: Lesson[] = [];
  for (const name of course.lessons.filter((lesson) => there.includes(lesson))) {
    const loaded = await loadLesson(root, slug, name, playgrounds, options);
    if ('lesson' in loaded) lessons.push(loaded.lesson);
    else catalogue.problems.push(...loaded.problems);
  }
  for (const lesson of lessons) catalogue.lessons.set(lesson.path, lesson);
  const { title, summary } = course;
  catalogue.courses.push({ slug, title, summary, lessons: lessons.map((lesson) => lesson.slug) });
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

/** The names of the folders in a folder. */
async function folders(folder: string): Promise<string[]> {
  const found = await names(folder);
  const isFolder = await Promise.all(
    found.map(async (name) => (await stat(path.join(folder, name))).isDirectory()),
  );
  return found.filter((_, index) => isFolder[index]);
}
