/** A terminal of ours, over the real wire: through the public port or straight at the broker. */
import { Student, type TerminalWire } from '../../apps/broker/src/testing/student.ts';
import { Channel } from './channel.ts';

/** A student whose sandboxes are ready; plain data, so that a worker can be told. */
export interface Place {
  origin: string;
  cookies: [string, string][];
  sandboxId: string;
}

/** Of every playground in bench/fixtures. */
export const MACHINE = 'box';

class Sandlot extends Channel {
  readonly #wire: TerminalWire;

  constructor(wire: TerminalWire) {
    super();
    this.#wire = wire;
    this.take(wire.bytes);
    wire.onOutput = (bytes) => this.take(bytes);
  }

  write(text: string): void {
    this.#wire.type(text);
  }

  close(): void {
    this.#wire.socket.terminate();
  }
}

/** Starts a sandbox of a lesson in bench/fixtures for a student of its own. */
export async function startPlace(origin: string, lesson: 'roomy' | 'small'): Promise<Place> {
  const student = new Student(origin);
  await student.start(`bench/${lesson}`);
  const watch = await student.watchLesson(`bench/${lesson}`);
  const { sandbox, ended } = await watch.until(
    (s) => s.sandbox?.state === 'ready' || s.ended !== null,
    120_000,
  );
  watch.socket.close();
  if (!sandbox) throw new Error(`no sandbox: ${ended?.message}`);
  return { origin, cookies: [...student.cookies], sandboxId: sandbox.id };
}

/** The student of a place, by `origin` when it is not the place's. */
export function studentOf(place: Place, origin = place.origin): Student {
  const student = new Student(origin);
  for (const [name, value] of place.cookies) student.cookies.set(name, value);
  return student;
}

/** A terminal of a place, attached for the first time or anew where `resume` says. */
export function openWire(
  place: Place,
  name: string,
  options: { origin?: string; resume?: { terminalId: string; seq: number }; client?: string } = {},
): Promise<TerminalWire> {
  const student = studentOf(place, options.origin);
  return student.terminal(place.sandboxId, MACHINE, options.resume ?? null, name, options.client);
}

/** The same as a peer, at its shell's first prompt. */
export async function openSandlot(place: Place, name: string): Promise<Channel> {
  const wire = await openWire(place, name);
  await wire.until((w) => w.atPrompt);
  return new Sandlot(wire);
}
