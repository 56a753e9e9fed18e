/** Which lessons a person means. */
import path from 'node:path';
import type { Catalogue, Lesson, Problem } from '@sandlot/lesson';
import { FREE_PLAY } from '@sandlot/lesson';
import { Failure } from '../failure.ts';

export interface Selection {
  lessons: Lesson[];
  /** Of their files, and of what they are made with. */
  problems: Problem[];
}

/** Where a lesson lies below the root; a playground alone is one without tasks. */
const placeIn = (lesson: Lesson): string =>
  lesson.course === FREE_PLAY ? lesson.path : `courses/${lesson.path}`;

/**
 * Those lessons of the catalogue of `root` that `paths` name: COURSE/LESSON, COURSE, or folders; all of the courses when
 * it is empty. `playgrounds` names the playgrounds alone. Throws a Failure for a path that is none of these.
 */
export function selectLessons(catalogue: Catalogue, root: string, paths: string[]): Selection {
  const all = [...catalogue.lessons.values()];
  if (paths.length === 0)
    return { lessons: all.filter(({ course }) => course !== FREE_PLAY), problems: catalogue.problems };
  const folders = paths.map((name) =>
    folderOf(root, name, [...all.map(placeIn), ...catalogue.problems.map(({ file }) => file)]),
  );
  const within = (file: string) =>
    folders.some((folder) => folder === '' || file === folder || file.startsWith(`${folder}/`));
  return {
    lessons: all.filter((lesson) => within(placeIn(lesson))),
    problems: catalogue.problems.filter(({ file }) => within(file) || file.startsWith('playgrounds/')),
  };
}

/** The folder below the root that a person named; `known` are files and folders below it. */
function folderOf(root: string, name: string, known: string[]): string {
  const inside = path.relative(root, path.resolve(name)).split(path.sep).join('/');
  const below = name.replace(/\/+$/, '');
  for (const folder of [inside, below, `courses/${below}`])
    if (folder === '' || known.some((file) => file === folder || file.startsWith(`${folder}/`)))
      return folder;
  const lessons = known.map((file) => file.replace(/^courses\//, ''));
  throw new Failure(
    `There is no lesson ${name}. ${lessons.length === 0 ? `${root}/courses has none.` : `There are: ${lessons.join(', ')}.`}`,
  );
}

export const placeOf = ({ file, line, column }: Problem): string => `${file}:${line}:${column}`;
