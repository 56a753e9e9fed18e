import type { FastifyRequest } from 'fastify';
import { ApiError } from '../errors.ts';
import type { LiveMachine, LiveSandbox } from '../sandboxes/live-sandbox.ts';
import type { Services } from './services.ts';

export type SandboxParams = { Params: { id: string } };

/** The running sandbox that the address names. Throws ApiError unless it is the asker's own. */
export async function ownSandbox(
  { identity, sandboxes }: Pick<Services, 'identity' | 'sandboxes'>,
  request: FastifyRequest<SandboxParams>,
): Promise<LiveSandbox> {
  const userId = await identity.mustUser(request);
  const sandbox = sandboxes.get(request.params.id);
  if (!sandbox?.alive) throw new ApiError('not_found', 'This sandbox has ended. Start the lesson again.');
  if (sandbox.userId !== userId) throw new ApiError('forbidden', 'This sandbox is somebody else’s.');
  return sandbox;
}

/** A machine of it. Throws ApiError not_found. */
export function machineOf(sandbox: LiveSandbox, machine: string | undefined): LiveMachine {
  const live = sandbox.machines.get(machine ?? '');
  if (!live) throw new ApiError('not_found', `There is no machine ${machine ?? ''} in this sandbox.`);
  return live;
}
