/** `sandlot lesson lint`: what is wrong with lessons, and what would be better. */
import { spawn } from 'node:child_process';
import { FREE_PLAY, type Lesson, loadCatalogue, type Problem } from '@sandlot/lesson';
import type { Settings } from '../settings.ts';
import { placeOf, selectLessons } from './select-lessons.ts';

interface LintOptions {
  json?: boolean;
  strict?: boolean;
}

/** Says each line; the exit code: 1 for problems, and with `strict` for advice. */
export async function lintLessons(
  settings: Settings,
  paths: string[],
  { json, strict }: LintOptions,
  say: (line: string) => void,
): Promise<number> {
  const catalogue = await loadCatalogue(settings.lessons);
  const { lessons, problems: found } = selectLessons(catalogue, settings.lessons, paths);
  const problems = [...found, ...(await Promise.all(lessons.map(syntaxProblems))).flat()];
  const advice = lessons.filter(({ course }) => course !== FREE_PLAY).flatMap(adviceFor);
  if (json) say(JSON.stringify({ lessons: lessons.map((lesson) => lesson.path), problems, advice }, null, 2));
  else {
    for (const problem of problems) say(`✗ ${placeOf(problem)}  ${problem.message}. ${problem.remedy}`);
    for (const one of advice) say(`! ${placeOf(one)}  ${one.message}. ${one.remedy}`);
    const checked = `${lessons.length} ${lessons.length === 1 ? 'lesson' : 'lessons'}`;
    say(`${checked}: ${problems.length} wrong, ${advice.length} could be better.`);
  }
  return problems.length > 0 || (strict && advice.length > 0) ? 1 : 0;
}

/** What no rule forbids and a reader would miss. */
function adviceFor(lesson: Lesson): Problem[] {
  const file = `courses/${lesson.path}/lesson.md`;
  const advise = (message: string, remedy: string): Problem => ({
    file,
    line: 1,
    column: 1,
    message,
    remedy,
  });
  const found: Problem[] = [];
  const count = lesson.tasks.length;
  if (count < 3 || count > 12)
    found.push(advise(`It has ${count} ${count === 1 ? 'task' : 'tasks'}`, '3 to 12 keep a student going.'));
  for (const task of lesson.tasks) {
    if (task.hints.length === 0)
      found.push(advise(`The task \`${task.id}\` has no hint`, 'Add a `:::hint`, the mildest first.'));
    if (task.kind === 'quiz') continue;
    const wrong = Object.keys(task.wrong).length;
    if (wrong < 2)
      found.push(
        advise(
          `The task \`${task.id}\` has ${wrong === 0 ? 'no wrong attempt' : 'one wrong attempt'}`,
          `Add wrong/${task.id}-NAME.sh: a likely mistake, or a way to fool the check. Two show that it can be trusted.`,
        ),
      );
  }
  return found;
}

/** What the shell can't read, with its line. */
async function syntaxProblems(lesson: Lesson): Promise<Problem[]> {
  const folder = `courses/${lesson.path}`;
  const scripts: [file: string, script: string, shell: string][] = [
    ...Object.entries(lesson.init).map(([name, script]): [string, string, string] => [
      `${folder}/init/${name}.sh`,
      script,
      'sh',
    ]),
    ...lesson.tasks.flatMap((task): [string, string, string][] =>
      task.kind === 'quiz'
        ? []
        : [
            [`${folder}/checks/${task.id}.sh`, task.check, 'sh'],
            [`${folder}/solutions/${task.id}.sh`, task.solution, 'sh'],
            ...Object.entries(task.wrong).map(([name, script]): [string, string, string] => [
              `${folder}/wrong/${task.id}-${name}.sh`,
              script,
              'sh',
            ]),
          ],
    ),
  ];
  const found: Problem[] = [];
  for (const [file, script, shell] of scripts) {
    const said = await syntaxError(shell, script);
    if (said === null) continue;
    const [, line = '1', message = said] = /(\d+): (.*)/.exec(said) ?? [];
    const remedy = 'Scripts are for /bin/sh, which is dash: `sh -n FILE` says the same.';
    found.push({
      file,
      line: Number(line),
      column: 1,
      message: `The shell can't read it: ${message}`,
      remedy,
    });
  }
  return found;
}

/** What `sh -n` says first; null when it is content. */
function syntaxError(shell: string, script: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(shell, ['-n'], { stdio: ['pipe', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0 ? null : (said.split('\n')[0] ?? 'a syntax error')));
    child.stdin.on('error', () => {}); // it may end before it has read all
    child.stdin.end(script);
  });
}
