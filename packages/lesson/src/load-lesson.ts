/** One lesson from its folder. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { attachScripts } from './attach-scripts.ts';
import { type KnownPlaygrounds, parseLesson } from './parse-lesson.ts';
import { readLessonFolder, readText } from './read-lesson-folder.ts';
import type { Lesson, Problem } from './types.ts';

export interface LoadOptions {
  /** Colour the fences, default true. A program that draws no page saves the memory of the grammars with false. */
  highlight?: boolean;
}

/**
 * Reads the lesson in `root`/courses/`course`/`slug`: the whole of it, or everything that is wrong with it. Throws
 * only when the disk fails.
 */
export async function loadLesson(
  root: string,
  course: string,
  slug: string,
  playgrounds: KnownPlaygrounds,
  options: LoadOptions = {},
): Promise<{ lesson: Lesson } | { problems: Problem[] }> {
  const folder = `courses/${course}/${slug}`;
  const file = `${folder}/lesson.md`;
  const full = path.join(root, file);
  if (!(await stat(full).catch(() => null))?.isFile()) {
    return {
      problems: [{ file, line: 1, column: 1, message: 'There is no lesson.md', remedy: `Write ${file}.` }],
    };
  }
  const parsed = parseLesson(await readText(full), file, playgrounds);
  if ('problems' in parsed) return parsed;
  const { body, tasks: texts, ...front } = parsed.lesson;
  const machines = playgrounds.get(front.playground)?.machines.map((machine) => machine.name) ?? [];
  const read = await readLessonFolder(root, folder, machines);
  const { tasks, problems } = attachScripts(texts, read.scripts, folder, machines);
  if (problems.length + read.problems.length > 0) return { problems: [...problems, ...read.problems] };
  if (options.highlight !== false) {
    const { highlight } = await import('./highlight.ts');
    for (const tree of [body, ...tasks.flatMap((task) => task.hints)]) highlight(tree);
  }
  const init = Object.fromEntries(read.scripts.init);
  return {
    lesson: {
      path: `${course}/${slug}`,
      course,
      slug,
      ...front,
      body,
      tasks,
      init,
      files: read.files,
      variables: {},
      images: [],
      revision: 'x',
    },
  };
}
