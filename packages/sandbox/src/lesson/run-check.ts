import type { CheckTask } from '@sandlot/lesson';
import { type RunResult, SandboxError, type SandboxRuntime } from '../runtime.ts';
import { ownLines, withFunctions } from './check-functions.ts';

/** What a check said. `error` means that we could not check: never the student's mistake. */
export interface CheckResult {
  outcome: 'passed' | 'pending' | 'error';
  /** The first line that the check printed, or our own sentence for `error`. */
  message: string;
  durationMs: number;
  /** What the script ended with; null: it was ended from outside, or never began. */
  exitCode: number | null;
}

const FIRST_LINE_CHARS = 400;
// What terminals act on must not reach a page: control characters, and the marks that turn text around.
const UNPRINTABLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

function firstLine(output: string): string {
  const line = output.split('\n').find((l) => l.trim() !== '') ?? '';
  return line.replace(UNPRINTABLE, ' ').trim().slice(0, FIRST_LINE_CHARS);
}

/** Reads a check's exit code: 0 passed, 1 pending, anything else an error of the check or of ours. */
export function readCheck(
  task: Pick<CheckTask, 'machine' | 'checkTimeoutMs' | 'functions'>,
  result: RunResult,
): CheckResult {
  const { durationMs } = result;
  const line = firstLine(ownLines(result.output, task.functions));
  if (result.timedOut) {
    const limit = task.checkTimeoutMs / 1000;
    return {
      outcome: 'error',
      message: `The check ran longer than its ${limit} s on ${task.machine} and was stopped.`,
      durationMs,
      exitCode: null,
    };
  }
  if (result.exitCode === 0) return { outcome: 'passed', message: line, durationMs, exitCode: 0 };
  if (result.exitCode === 1)
    return { outcome: 'pending', message: line || 'Not yet.', durationMs, exitCode: 1 };
  const how =
    result.exitCode === null ? 'was killed before it could tell' : `failed with exit code ${result.exitCode}`;
  return {
    outcome: 'error',
    message: `The check ${how}${line ? `: ${line}` : '.'}`,
    durationMs,
    exitCode: result.exitCode,
  };
}

/** Runs a task's check as root on its machine. Never throws: what went wrong on our side is an `error`. */
export async function runCheck(
  runtime: SandboxRuntime,
  sandboxId: string,
  task: Pick<CheckTask, 'machine' | 'check' | 'checkTimeoutMs' | 'functions'>,
  env: Record<string, string>,
): Promise<CheckResult> {
  const began = performance.now();
  try {
    const result = await runtime.run(sandboxId, task.machine, {
      script: withFunctions(task.check, task.functions),
      timeoutMs: task.checkTimeoutMs,
      env,
    });
    return readCheck(task, result);
  } catch (error) {
    const message =
      error instanceof SandboxError ? error.message : 'The platform could not run the check. Try again.';
    return { outcome: 'error', message, durationMs: performance.now() - began, exitCode: null };
  }
}
