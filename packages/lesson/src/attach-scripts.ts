/** Gives tasks and machines their scripts, and finds those without a partner. Knows no file system. */

import { didYouMean, list, nearest } from './nearest.ts';
import type { LessonText } from './parse-lesson.ts';
import type { Place } from './parse-yaml.ts';
import type { CheckText } from './read-tasks.ts';
import type { FunctionsFile, Problem, Task } from './types.ts';

/** The scripts of a lesson's folder by file name, `.sh` left out. */
export interface Scripts {
  checks: Map<string, string>;
  solutions: Map<string, string>;
  wrong: Map<string, string>;
  init: Map<string, string>;
  /** Before each check. */
  functions: FunctionsFile[];
}

/** The folders of scripts beside lesson.md. */
export const SCRIPT_FOLDERS = ['checks', 'solutions', 'wrong', 'init'] as const;

const START: Place = { line: 1, column: 1 };
const RESET = /^# platform: reset ([a-z0-9-]+)\s*$/;
const UNDO = /^# platform: undo[ \t]*$/;
const ANSWER = /^# platform: answer ([a-z0-9-]+) \S/;

/** `folder` is what problems call the lesson's folder; `machines` are those of its playground. */
export function attachScripts(
  texts: LessonText['tasks'],
  scripts: Scripts,
  folder: string,
  machines: string[],
): { tasks: Task[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const ids = texts.filter(({ kind }) => kind === 'check').map(({ id }) => id);
  const wrong = wrongByTask(scripts.wrong, ids, folder, problems);
  const need = (
    kind: 'checks' | 'solutions',
    { id, line, column }: Pick<CheckText, 'id' | 'line' | 'column'>,
  ): string => {
    const script = scripts[kind].get(id);
    if (script === undefined) {
      const what = kind === 'checks' ? 'check' : 'solution';
      const stray = nearest(
        id,
        [...scripts[kind].keys()].filter((name) => !ids.includes(name)),
      );
      const renamed = stray === null ? '' : `Is ${kind}/${stray}.sh meant? `;
      const remedy = `${renamed}Write it as ${folder}/${kind}/${id}.sh.`;
      problems.push({
        file: `${folder}/lesson.md`,
        line,
        column,
        message: `The task \`${id}\` has no ${what}`,
        remedy,
      });
    }
    return script ?? '';
  };
  const tasks = texts.map(({ line, column, ...text }): Task => {
    if (text.kind === 'quiz') return text;
    const check = need('checks', { ...text, line, column });
    const solution = need('solutions', { ...text, line, column });
    return { ...text, check, functions: scripts.functions, solution, wrong: wrong.get(text.id) ?? {} };
  });
  for (const kind of ['checks', 'solutions'] as const) {
    for (const name of scripts[kind].keys())
      if (!ids.includes(name)) problems.push(strayScript(folder, kind, name, ids));
  }
  for (const kind of SCRIPT_FOLDERS) {
    for (const [name, script] of scripts[kind])
      problems.push(...contentProblems(`${folder}/${kind}/${name}.sh`, kind, script, machines));
  }
  for (const { file, text } of scripts.functions)
    problems.push(...contentProblems(file, 'functions', text, machines));
  return { tasks, problems };
}

/** `TASK-NAME` to its task: where several ids fit, the longest. */
function wrongByTask(
  scripts: Map<string, string>,
  ids: string[],
  folder: string,
  problems: Problem[],
): Map<string, Record<string, string>> {
  const byTask = new Map<string, Record<string, string>>();
  for (const [name, script] of scripts) {
    const fitting = ids.filter((id) => name.startsWith(`${id}-`) && name.length > id.length + 1);
    const id = fitting.toSorted((a, b) => b.length - a.length)[0];
    if (id === undefined) problems.push(strayScript(folder, 'wrong', name, ids));
    else byTask.set(id, { ...byTask.get(id), [name.slice(id.length + 1)]: script });
  }
  return byTask;
}

function strayScript(folder: string, kind: string, name: string, ids: string[]): Problem {
  const wanted = kind === 'wrong' ? 'TASK-NAME.sh' : 'TASK.sh';
  return {
    file: `${folder}/${kind}/${name}.sh`,
    ...START,
    message: `\`${name}\` belongs to no task`,
    remedy: `${didYouMean(name, ids)}Name it ${wanted}; the tasks are ${list(ids)}.`,
  };
}

function contentProblems(file: string, kind: keyof Scripts, script: string, machines: string[]): Problem[] {
  if (script.trim() === '') {
    return [{ file, ...START, message: 'This script is empty', remedy: 'Write it, or remove the file.' }];
  }
  const problems: Problem[] = [];
  for (const [index, line] of script.split('\n').entries()) {
    if (!/^\s*#\s*platform\b/.test(line)) continue;
    const machine = RESET.exec(line)?.[1];
    const at = { file, line: index + 1, column: 1 };
    if (kind !== 'solutions' && kind !== 'wrong') {
      problems.push({
        ...at,
        message: 'Only solutions and wrong attempts can ask the platform',
        remedy: 'Remove this line.',
      });
    } else if (UNDO.test(line)) {
      const first = script.split('\n').findIndex((one) => UNDO.test(one)) === index;
      if (kind === 'solutions')
        problems.push({ ...at, message: 'Only a wrong attempt can be undone', remedy: 'Remove this line.' });
      else if (!first)
        problems.push({ ...at, message: 'This attempt is undone twice', remedy: 'Leave one such line.' });
    } else if (ANSWER.test(line)) {
    } else if (machine === undefined) {
      problems.push({
        ...at,
        message: `\`${line.trim()}\` can't be read`,
        remedy:
          'Write `# platform: reset NAME`, `# platform: answer FIELD COMMAND` or `# platform: undo`, just so.',
      });
    } else if (!machines.includes(machine)) {
      const remedy = `${didYouMean(machine, machines)}It has ${list(machines)}.`;
      problems.push({ ...at, message: `The playground has no machine \`${machine}\``, remedy });
    }
  }
  return problems;
}
