/** A connection to a port of a machine: an exec of the holder's second duty, or of a relay where there is no holder. */
import type { Duplex } from 'node:stream';
import { connected, LOOPBACK } from '../ports/connected.ts';
import { PortStream } from '../ports/port-stream.ts';
import { RELAY_PROGRAM } from '../ports/relay-program.ts';
import { SandboxError } from '../runtime.ts';
import type { Engine } from './engine.ts';
import { Unframer } from './exec-output.ts';
import { HOLDER_FOLDER } from './holders.ts';
import type { MachineContainer } from './labels.ts';
import { brokenMessage } from './stopped-message.ts';

const PROGRAMS = [
  [`${HOLDER_FOLDER}/holder`, 'connect'],
  ['/usr/bin/perl', '-e', RELAY_PROGRAM],
];

/** See SandboxRuntime.connect. The program runs as the student, and never outlives the stream. */
export async function openPort(
  engine: Engine,
  { id, spec, addresses }: MachineContainer,
  port: number,
): Promise<Duplex> {
  for (const program of PROGRAMS) {
    const command = [...program, String(port), ...LOOPBACK, ...Object.values(addresses)];
    const exec = await engine.exec(id, { command, user: spec.user, env: [], tty: false });
    const unframer = new Unframer();
    const stream = new PortStream({
      output: exec.stream,
      input: exec.stream,
      unwrap: (chunk) => unframer.push(chunk),
      release: () => exec.stream.destroy(),
    });
    const reached = await connected(stream, spec.name, port);
    if (reached) return reached;
  }
  const { running, leaving } = await engine.containerState(id);
  if (!running || leaving) throw new SandboxError('stopped', brokenMessage(spec.name));
  throw new SandboxError(
    'unsupported',
    `Ports of machine ${spec.name} cannot be opened: it has neither the program that Sandlot lends to machines nor Perl. "sandlot doctor" tells why.`,
  );
}
