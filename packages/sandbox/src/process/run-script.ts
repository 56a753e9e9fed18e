/** Runs one script on a machine, bounded in time and output. */
import { type RunRequest, type RunResult, SandboxError } from '../runtime.ts';
import { type Entrance, enterCommand } from './enter-machine.ts';
import { announced, MARK_FD, runInside } from './inside-process.ts';
import { mustBeUser, scriptEnv } from './machine-login.ts';
import { stoppedMessage } from './stopped-message.ts';

const DEFAULT_OUTPUT_BYTES = 64 * 1024;
/** `timeout` inside ends the script; ours ends the wait should that fail. */
const GRACE_MS = 2000;
/** `timeout` ends with 124 after TERM, with 137 or by KILL when it had to kill. */
const TIMEOUT_CODES = [124, 137, null];

/** Braces: all of it is read before any of it runs, and no program in it can eat the rest. Lines keep their numbers. */
const input = (script: string): string => `{ :; ${script}\n} </dev/null\n`;

/** See SandboxRuntime.run. `stop` is called with the way to kill it early. */
export async function runScript(
  entrance: Entrance,
  request: RunRequest,
  stop: (kill: () => void) => void,
): Promise<RunResult> {
  const { spec } = entrance;
  const { script, timeoutMs, env = {}, user = 'root', outputLimitBytes = DEFAULT_OUTPUT_BYTES } = request;
  mustBeUser(spec, user);
  const began = performance.now();
  const bounded = ['timeout', '-k', '1', `${timeoutMs / 1000}`, 'sh', '-s'];
  const command = enterCommand(entrance, user, announced(bounded), MARK_FD);
  const deadlineMs = timeoutMs + 1000 + GRACE_MS;
  const result = await runInside(
    {
      command,
      env: { ...scriptEnv(spec, user), ...env },
      input: input(script),
      deadlineMs,
      outputLimitBytes,
    },
    stop,
  );
  if (!result.entered) {
    throw new SandboxError('stopped', stoppedMessage(spec.name), { cause: new Error(result.refusal) });
  }
  const durationMs = performance.now() - began;
  const timedOut =
    result.overDeadline || (durationMs >= timeoutMs && TIMEOUT_CODES.includes(result.exitCode));
  const { output, truncated } = result;
  return { exitCode: timedOut ? 124 : result.exitCode, timedOut, output, truncated, durationMs };
}
