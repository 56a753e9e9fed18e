/** A solution as a student can use it: what the platform would do is said in words, and values stand in place of their names. */
import type { CheckTask } from '@sandlot/lesson';

/** `env` is what the script would find in its environment, see scriptEnvironment. */
export function readableSolution(task: CheckTask, env: Record<string, string>): string {
  return task.solution
    .split('\n')
    .map((line) => inWords(line, task))
    .join('\n')
    .replaceAll(/\$(?:\{((?:VAR|IP)_[A-Z0-9_]+)\}|((?:VAR|IP)_[A-Z0-9_]+))/g, (written, braced, bare) => {
      return env[braced ?? bare] ?? written;
    });
}

function inWords(line: string, task: CheckTask): string {
  const reset = /^# platform: reset ([a-z0-9-]+)\s*$/.exec(line)?.[1];
  if (reset !== undefined) return `# Press Reset for ${reset}.`;
  const [, field, command] = /^# platform: answer ([a-z0-9-]+) (\S.*)$/.exec(line) ?? [];
  if (field === undefined) return line;
  const label = task.answers.find(({ id }) => id === field)?.label ?? field;
  return `# Write what this prints into the field "${label}":\n${command}`;
}
