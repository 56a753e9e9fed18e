/** A connection to a port of a machine: a relay that is taken into it, with the machine's own view of the network. */
import { spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { connected, LOOPBACK } from '../ports/connected.ts';
import { PortStream } from '../ports/port-stream.ts';
import { RELAY_PROGRAM } from '../ports/relay-program.ts';
import { type Entrance, enterCommand } from './enter-machine.ts';
import { killInside } from './inside-process.ts';
import { scriptEnv } from './machine-login.ts';

/** Standard error. */
const LAST_FD = 2;

/**
 * See SandboxRuntime.connect; null: the relay could not run. `stop` is called with the way to break it off; it gives the
 * way to say that it is over.
 */
export async function openPort(
  entrance: Entrance,
  port: number,
  stop: (kill: () => void) => () => void,
): Promise<Duplex | null> {
  const { spec } = entrance;
  const relay = ['perl', '-e', RELAY_PROGRAM, String(port), ...LOOPBACK];
  const [program = '', ...args] = enterCommand(entrance, spec.user, relay, LAST_FD);
  const child = spawn(program, args, {
    cwd: '/',
    env: scriptEnv(spec, spec.user),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.on('error', () => stream.destroy());
  const stream = new PortStream({
    output: child.stdout,
    input: child.stdin,
    release() {
      killInside(child);
      child.stdin.destroy();
      child.stdout.destroy();
    },
  });
  stream.once(
    'close',
    stop(() => stream.destroy()),
  );
  return connected(stream, spec.name, port);
}
