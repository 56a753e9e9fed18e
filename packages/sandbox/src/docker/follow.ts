/** Follows a program on a machine: an exec whose input is the line by which it lives. */
import type { Readable } from 'node:stream';
import { followCommand } from '../follow/follow-program.ts';
import { programOutput } from '../follow/program-output.ts';
import type { FollowRequest, MachineSpec } from '../runtime.ts';
import type { Engine } from './engine.ts';
import { Unframer } from './exec-output.ts';
import { scriptEnv } from './login.ts';

/** See SandboxRuntime.follow. */
export async function follow(
  engine: Engine,
  containerId: string,
  spec: MachineSpec,
  { command, user = 'root' }: FollowRequest,
): Promise<Readable> {
  const { stream } = await engine.exec(containerId, {
    command: followCommand(command),
    user,
    env: scriptEnv(spec, user, {}),
    tty: false,
  });
  const unframer = new Unframer();
  return programOutput({
    output: stream,
    unwrap: (chunk) => unframer.push(chunk),
    release: () => stream.destroy(),
  });
}
