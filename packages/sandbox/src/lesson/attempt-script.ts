/**
 * Solutions and wrong attempts are what a student would type: they run as the student. A line
 * `# platform: reset NAME` stands for the student pressing Reset for that machine, and `# platform: answer FIELD COMMAND`
 * for writing what COMMAND prints, run as the student, into a field of the task. In a wrong attempt, what stands below a
 * line `# platform: undo` takes back what stands above it.
 */
import type { CheckTask } from '@sandlot/lesson';
import { type RunResult, SandboxError } from '../runtime.ts';
import type { PlaygroundSandbox } from './playground-sandbox.ts';

export type AttemptStep = { run: string } | { reset: string } | { answer: string; command: string };

const RESET = /^# platform: reset ([a-z0-9-]+)\s*$/;
const ANSWER = /^# platform: answer ([a-z0-9-]+) (\S.*)$/;
const UNDO = /^# platform: undo[ \t]*$/m;
const STEP_TIMEOUT_MS = 180_000;

/** A wrong attempt, and what takes it back; null: nothing does. */
export function splitUndo(script: string): { attempt: string; undo: string | null } {
  const [attempt = '', undo = null] = script.split(UNDO);
  return { attempt, undo };
}

/** Splits a script at its platform lines. */
export function attemptSteps(script: string): AttemptStep[] {
  const steps: AttemptStep[] = [];
  let lines: string[] = [];
  const flush = () => {
    if (lines.some((line) => line.trim() !== '')) steps.push({ run: lines.join('\n') });
    lines = [];
  };
  for (const line of script.split('\n')) {
    const machine = RESET.exec(line)?.[1];
    const [, answer, command] = ANSWER.exec(line) ?? [];
    if (machine === undefined && answer === undefined) lines.push(line);
    else {
      flush();
      if (machine !== undefined) steps.push({ reset: machine });
      else if (answer !== undefined && command !== undefined) steps.push({ answer, command });
    }
  }
  flush();
  return steps;
}

/** Does what the script says on the task's machine. A step that fails is no error: wrong attempts may. */
export async function runAttempt(
  sandbox: PlaygroundSandbox,
  { id, machine }: Pick<CheckTask, 'id' | 'machine'>,
  script: string,
): Promise<RunResult[]> {
  const results: RunResult[] = [];
  for (const step of attemptSteps(script)) {
    if ('reset' in step) await sandbox.reset(step.reset);
    else {
      const command = 'answer' in step ? step.command : step.run;
      const result = await sandbox.runAsStudent(machine, command, STEP_TIMEOUT_MS);
      if ('answer' in step) sandbox.answer(id, step.answer, result.output.trim());
      if (result.timedOut)
        throw new SandboxError('stopped', `The script ran longer than ${STEP_TIMEOUT_MS / 1000} s.`);
      results.push(result);
    }
  }
  return results;
}
