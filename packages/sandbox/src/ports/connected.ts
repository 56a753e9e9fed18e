/** What the program inside has said of a connection, as a stream or an error. */
import type { Duplex } from 'node:stream';
import { SandboxError } from '../runtime.ts';
import type { PortStream } from './port-stream.ts';

/** Where a machine's programs may listen, in the order in which they are asked. */
export const LOOPBACK = ['127.0.0.1', '::1'];

/** The stream when it is connected. null: the program could not run. Throws `refused` when nothing answers there. */
export async function connected(stream: PortStream, machine: string, port: number): Promise<Duplex | null> {
  const said = await stream.answer;
  if (said === '+') return stream;
  stream.destroy();
  if (said === null) return null;
  const why = said.slice(1);
  const how = why === 'Connection refused' ? '' : ` (${why})`;
  throw new SandboxError('refused', `Nothing answers on port ${port} of machine ${machine}${how}.`);
}
