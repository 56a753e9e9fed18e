/** One lesson from its folder. */
import { createHash, type Hash } from 'node:crypto';
import { statSync } from 'node:fs';
import path from 'node:path';
import { attachScripts, SCRIPT_FOLDERS } from './attach-scripts.ts';
import { type KnownPlaygrounds, parseLesson } from './parse-lesson.ts';
import { proseOf } from './prose-of.ts';
import { readImages, sizeImages } from './read-images.ts';
import { type LessonFolder, readLessonFolder, readText } from './read-lesson-folder.ts';
import type { Lesson, LessonImage, Playground, Problem } from './types.ts';

/**
 * Reads the lesson in `root`/courses/`course`/`slug`: the whole of it, or everything that is wrong with it. Throws
 * only when the disk fails. Takes some 20 ms, and nothing else runs meanwhile: a lesson is many small files, and to
 * wait for each would cost several times as much.
 */
export function loadLesson(
  root: string,
  course: string,
  slug: string,
  playgrounds: KnownPlaygrounds,
): { lesson: Lesson } | { problems: Problem[] } {
  const folder = `courses/${course}/${slug}`;
  const file = `${folder}/lesson.md`;
  const full = path.join(root, file);
  if (!statSync(full, { throwIfNoEntry: false })?.isFile()) {
    return {
      problems: [{ file, line: 1, column: 1, message: 'There is no lesson.md', remedy: `Write ${file}.` }],
    };
  }
  const text = readText(full);
  const parsed = parseLesson(text, file, playgrounds);
  if ('problems' in parsed) return parsed;
  const { body, tasks: texts, pictures, ...front } = parsed.lesson;
  const playground = playgrounds.get(front.playground) ?? null;
  const machines = playground?.machines.map((machine) => machine.name) ?? [];
  const read = readLessonFolder(root, folder, machines);
  const { tasks, problems } = attachScripts(texts, read.scripts, folder, machines);
  const { images, problems: imageProblems } = readImages(root, folder, pictures);
  const found = [...problems, ...read.problems, ...imageProblems];
  if (found.length > 0) return { problems: found };
  for (const tree of [body, ...tasks.flatMap(proseOf)]) sizeImages(tree, images);
  const init = Object.fromEntries(read.scripts.init);
  const revision = revisionOf(text, read, images, playground);
  const rest = { body, tasks, init, files: read.files, images, revision };
  return { lesson: { path: `${course}/${slug}`, course, slug, ...front, ...rest } };
}

/** Of everything that a lesson is made of. */
function revisionOf(
  text: string,
  { scripts, files }: LessonFolder,
  images: LessonImage[],
  playground: Playground | null,
): string {
  const hash = createHash('sha256').update(text).update(playgroundRevision(playground));
  for (const kind of SCRIPT_FOLDERS) hash.update(JSON.stringify([...scripts[kind]]));
  hash.update(JSON.stringify(scripts.functions));
  for (const { name, bytes } of images) hash.update(JSON.stringify([name, bytes.length])).update(bytes);
  hashFiles(hash, files);
  return hash.digest('hex').slice(0, 16);
}

const known = new WeakMap<Playground, string>();

/** Of everything that a playground is made of; worked out once for each. */
export function playgroundRevision(playground: Playground | null): string {
  if (playground === null) return 'none';
  const { files, ...rest } = playground;
  const revision =
    known.get(playground) ??
    hashFiles(createHash('sha256').update(JSON.stringify(rest)), files)
      .digest('hex')
      .slice(0, 16);
  known.set(playground, revision);
  return revision;
}

function hashFiles(hash: Hash, files: LessonFolder['files']): Hash {
  for (const [machine, each] of Object.entries(files))
    for (const file of each)
      hash.update(JSON.stringify([machine, file.path, file.mode, file.bytes.length])).update(file.bytes);
  return hash;
}
