/** One lesson from its folder. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { attachScripts } from './attach-scripts.ts';
import { type KnownPlaygrounds, parseLesson } from './parse-lesson.ts';
import { proseOf } from './prose-of.ts';
import { type LessonFolder, readLessonFolder, readText } from './read-lesson-folder.ts';
import type { Lesson, Playground, Problem } from './types.ts';

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
  const text = await readText(full);
  const parsed = parseLesson(text, file, playgrounds);
  if ('problems' in parsed) return parsed;
  const { body, tasks: texts, ...front } = parsed.lesson;
  const machines = playgrounds.get(front.playground)?.machines.map((machine) => machine.name) ?? [];
  const read = await readLessonFolder(root, folder, machines);
  const { tasks, problems } = attachScripts(texts, read.scripts, folder, machines);
  if (problems.length + read.problems.length > 0) return { problems: [...problems, ...read.problems] };
  if (options.highlight !== false) {
    const { highlight } = await import('./highlight.ts');
    for (const tree of [body, ...tasks.flatMap(proseOf)]) highlight(tree);
  }
  const init = Object.fromEntries(read.scripts.init);
  const revision = revisionOf(text, read, playgrounds.get(front.playground));
  const rest = { body, tasks, init, files: read.files, variables: {}, images: [], revision };
  return { lesson: { path: `${course}/${slug}`, course, slug, ...front, ...rest } };
}

/** Of everything that a lesson is made of. */
function revisionOf(
  text: string,
  { scripts, files }: LessonFolder,
  playground: Playground | null | undefined,
): string {
  const hash = createHash('sha256').update(text).update(JSON.stringify(playground));
  for (const kind of Object.values(scripts)) hash.update(JSON.stringify([...kind]));
  for (const file of Object.values(files).flat())
    hash.update(JSON.stringify([file.path, file.mode, file.bytes.length])).update(file.bytes);
  return hash.digest('hex').slice(0, 16);
}
