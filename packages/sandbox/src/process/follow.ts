/** Follows a program on a machine: it is taken in, and its input is the line by which it lives. */
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { followCommand } from '../follow/follow-program.ts';
import { programOutput } from '../follow/program-output.ts';
import type { FollowRequest } from '../runtime.ts';
import { type Entrance, enterCommand } from './enter-machine.ts';
import { mustBeUser, scriptEnv } from './machine-login.ts';

/** Standard error. */
const LAST_FD = 2;

/** See SandboxRuntime.follow. `stop` is called with the way to break it off; it gives the way to say that it is over. */
export function follow(
  entrance: Entrance,
  { command, user = 'root' }: FollowRequest,
  stop: (kill: () => void) => () => void,
): Readable {
  const { spec } = entrance;
  mustBeUser(spec, user);
  const [program = '', ...args] = enterCommand(entrance, user, followCommand(command), LAST_FD);
  const child = spawn(program, args, {
    cwd: '/',
    env: scriptEnv(spec, user),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.on('error', () => child.stdout.destroy());
  child.stdin.on('error', () => {}); // it need not live to the end
  const stream = programOutput({
    output: child.stdout,
    release() {
      child.stdin.destroy();
      child.stdout.destroy();
    },
  });
  const over = stop(() => stream.destroy());
  return stream.once('close', over);
}
