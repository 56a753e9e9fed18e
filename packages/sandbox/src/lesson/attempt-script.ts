/**
 * Solutions and wrong attempts are what a student would type: they run as the student. A line
 * `# platform: reset NAME` stands for the student pressing Reset for that machine.
 */
import { type RunResult, SandboxError } from '../runtime.ts';
import type { PlaygroundSandbox } from './playground-sandbox.ts';

export type AttemptStep = { run: string } | { reset: string };

const RESET = /^# platform: reset ([a-z0-9-]+)\s*$/;
const STEP_TIMEOUT_MS = 60_000;

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
    if (machine === undefined) lines.push(line);
    else {
      flush();
      steps.push({ reset: machine });
    }
  }
  flush();
  return steps;
}

/** Does what the script says on `machine`. A step that fails is no error: wrong attempts may. */
export async function runAttempt(
  sandbox: PlaygroundSandbox,
  machine: string,
  script: string,
): Promise<RunResult[]> {
  const results: RunResult[] = [];
  for (const step of attemptSteps(script)) {
    if ('reset' in step) await sandbox.reset(step.reset);
    else {
      const result = await sandbox.runAsStudent(machine, step.run, STEP_TIMEOUT_MS);
      if (result.timedOut)
        throw new SandboxError('stopped', `The script ran longer than ${STEP_TIMEOUT_MS / 1000} s.`);
      results.push(result);
    }
  }
  return results;
}
