/** Reads what lies in a lesson's folder beside lesson.md. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { SCRIPT_FOLDERS, type Scripts } from './attach-scripts.ts';
import { didYouMean, list } from './nearest.ts';
import type { FunctionsFile, LessonFile, Playground, Problem } from './types.ts';

/** All the files of one lesson, or of one playground, together. */
export const FILES_LIMIT_BYTES = 8 * 1024 * 1024;

/** Shell functions that checks share: of a course in its folder, of a lesson in its own. */
const FUNCTIONS = 'functions.sh';
const KNOWN = ['lesson.md', FUNCTIONS, ...SCRIPT_FOLDERS, 'files', 'images'];

export interface LessonFolder {
  scripts: Scripts;
  files: Record<string, LessonFile[]>;
  problems: Problem[];
}

/** `root` is the project's; `folder` is relative to it; `machines` are those of the lesson's playground. */
export function readLessonFolder(root: string, folder: string, machines: string[]): LessonFolder {
  const problems: Problem[] = [];
  const scripts: Scripts = {
    ...{ checks: new Map(), solutions: new Map(), wrong: new Map(), init: new Map() },
    functions: [...readFunctions(root, path.dirname(folder)), ...readFunctions(root, folder)],
  };
  for (const name of names(path.join(root, folder))) {
    if (KNOWN.includes(name)) continue;
    problems.push(
      problem(
        `${folder}/${name}`,
        `A lesson has no \`${name}\``,
        `${didYouMean(name, KNOWN)}It may hold ${list(KNOWN)}.`,
      ),
    );
  }
  for (const kind of SCRIPT_FOLDERS) scripts[kind] = readScripts(root, `${folder}/${kind}`, problems);
  reportInit(scripts.init, folder, machines, problems);
  return { scripts, files: readFiles(root, folder, machines, problems), problems };
}

/** What lies in playgrounds/NAME/ beside NAME.yaml; nothing when there is no such folder. */
export function readPlaygroundFolder(
  root: string,
  folder: string,
  machines: string[],
): Pick<Playground, 'files' | 'init'> & { problems: Problem[] } {
  const problems: Problem[] = [];
  for (const name of names(path.join(root, folder))) {
    if (name === 'init' || name === 'files') continue;
    const remedy = 'It may hold `init` and `files`.';
    problems.push(problem(`${folder}/${name}`, `A playground has no \`${name}\``, remedy));
  }
  const init = readScripts(root, `${folder}/init`, problems);
  reportInit(init, folder, machines, problems);
  return {
    init: Object.fromEntries(init),
    files: readFiles(root, folder, machines, problems),
    problems,
  };
}

/** The functions.sh of a folder, a course's or a lesson's; none when there is no such file. */
export function readFunctions(root: string, folder: string): FunctionsFile[] {
  const file = `${folder}/${FUNCTIONS}`;
  if (!statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile()) return [];
  const text = readText(path.join(root, file));
  return [{ file, text: text.endsWith('\n') ? text : `${text}\n` }];
}

/** By name, the ending left out. */
function readScripts(root: string, folder: string, problems: Problem[]): Map<string, string> {
  const scripts = new Map<string, string>();
  for (const name of names(path.join(root, folder))) {
    const file = `${folder}/${name}`;
    if (!name.endsWith('.sh') || !statSync(path.join(root, file)).isFile()) {
      const kind = path.basename(folder);
      problems.push(problem(file, `\`${name}\` is no script`, `Only NAME.sh files lie in ${kind}/.`));
    } else scripts.set(name.slice(0, -3), readText(path.join(root, file)));
  }
  return scripts;
}

function reportInit(
  init: Map<string, string>,
  folder: string,
  machines: string[],
  problems: Problem[],
): void {
  for (const name of init.keys()) {
    if (!machines.includes(name)) problems.push(noMachine(`${folder}/init/${name}.sh`, name, machines));
  }
}

/** A text file with its line ends as `\n` and no byte order mark: a shell trips over both. */
export function readText(file: string): string {
  return readFileSync(file, 'utf8')
    .replace(/^\ufeff/, '')
    .replaceAll(/\r\n?/g, '\n');
}

/** The names in a folder, in order, hidden ones and editors' backups left out; none when there is no such folder. */
export function names(folder: string): string[] {
  return entriesOf(folder)
    .filter((name) => !name.startsWith('.') && !name.endsWith('~'))
    .sort();
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

function readFiles(
  root: string,
  folder: string,
  machines: string[],
  problems: Problem[],
): Record<string, LessonFile[]> {
  const files: Record<string, LessonFile[]> = {};
  let bytes = 0;
  for (const machine of names(path.join(root, folder, 'files'))) {
    const base = `${folder}/files/${machine}`;
    if (!machines.includes(machine)) {
      problems.push(noMachine(base, machine, machines));
      continue;
    }
    const entries = readdirSync(path.join(root, base), { recursive: true, withFileTypes: true });
    const found: LessonFile[] = [];
    for (const entry of entries.toSorted((a, b) =>
      a.parentPath + a.name < b.parentPath + b.name ? -1 : 1,
    )) {
      const full = path.join(entry.parentPath, entry.name);
      const inside = path.relative(path.join(root, base), full).split(path.sep).join('/');
      if (entry.isFile()) {
        const { mode, size } = statSync(full);
        bytes += size;
        if (bytes > FILES_LIMIT_BYTES) continue;
        found.push({ path: `/${inside}`, bytes: readFileSync(full), mode: mode & 0o100 ? 0o755 : 0o644 });
      } else if (!entry.isDirectory()) {
        problems.push(
          problem(
            `${base}/${inside}`,
            'Only plain files are copied, and this is none',
            'Put a file in place of the link, or make it in init.',
          ),
        );
      }
    }
    files[machine] = found;
  }
  if (bytes > FILES_LIMIT_BYTES) {
    const message = `The files in this folder are ${bytes} bytes; the limit is ${FILES_LIMIT_BYTES} (8 MiB)`;
    problems.push(
      problem(`${folder}/files`, message, 'Make large ones in init, or put them into the image.'),
    );
  }
  return files;
}

const problem = (file: string, message: string, remedy: string): Problem => ({
  file,
  line: 1,
  column: 1,
  message,
  remedy,
});

const noMachine = (file: string, machine: string, machines: string[]): Problem =>
  problem(
    file,
    `The playground has no machine \`${machine}\``,
    `${didYouMean(machine, machines)}It has ${list(machines)}.`,
  );
