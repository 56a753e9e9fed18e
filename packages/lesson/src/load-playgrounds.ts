/** All playgrounds of a project, and the lessons that are nothing but one. */
import { type Dirent, readdirSync } from 'node:fs';
import path from 'node:path';
import { playgroundRevision } from './load-lesson.ts';
import { didYouMean, list } from './nearest.ts';
import type { KnownPlaygrounds } from './parse-lesson.ts';
import { parsePlayground } from './parse-playground.ts';
import { readPlaygroundFolder, readText } from './read-lesson-folder.ts';
import type { Lesson, Playground, Problem } from './types.ts';

/** The course of the lessons that are a playground alone; no author's course may be called so. */
export const FREE_PLAY = 'playgrounds';

/** By name; null for those that have problems. */
export function loadPlaygrounds(root: string, problems: Problem[]): KnownPlaygrounds {
  const known = new Map<string, Playground | null>();
  const seen = entriesOf(path.join(root, 'playgrounds'))
    .filter(({ name }) => !name.startsWith('.') && !name.endsWith('~'))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const report = (file: string, message: string, remedy: string) =>
    problems.push({ file, line: 1, column: 1, message, remedy });
  for (const entry of seen.filter((each) => !each.isDirectory())) {
    const file = `playgrounds/${entry.name}`;
    const name = /^([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\.yaml$/.exec(entry.name)?.[1];
    if (name === undefined) {
      const remedy = 'Name it NAME.yaml: lower-case letters, digits and single hyphens, a letter first.';
      report(file, `\`${entry.name}\` is no name for a playground`, remedy);
      continue;
    }
    const found = loadPlayground(root, name, file);
    known.set(name, 'playground' in found ? found.playground : null);
    if ('problems' in found) problems.push(...found.problems);
  }
  for (const { name } of seen.filter((each) => each.isDirectory() && !known.has(each.name))) {
    const remedy = `${didYouMean(name, [...known.keys()])}Write playgrounds/${name}.yaml; there are ${list([...known.keys()])}.`;
    report(`playgrounds/${name}`, `The folder \`${name}\` belongs to no playground`, remedy);
  }
  return known;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function loadPlayground(
  root: string,
  name: string,
  file: string,
): { playground: Playground } | { problems: Problem[] } {
  const parsed = parsePlayground(readText(path.join(root, file)), name, file);
  if ('problems' in parsed) return parsed;
  const machines = parsed.playground.machines.map((machine) => machine.name);
  const { init, files, problems } = readPlaygroundFolder(root, `playgrounds/${name}`, machines);
  return problems.length > 0 ? { problems } : { playground: { ...parsed.playground, init, files } };
}

/** A lesson without prose and tasks: the playground for free play. */
export function freePlay(playground: Playground): Lesson {
  const { name, title, summary } = playground;
  return {
    path: `${FREE_PLAY}/${name}`,
    course: FREE_PLAY,
    slug: name,
    title,
    summary,
    level: 'beginner',
    minutes: 0,
    playground: name,
    body: { type: 'root', children: [] },
    tasks: [],
    variables: {},
    images: [],
    init: {},
    files: {},
    revision: playgroundRevision(playground),
  };
}
