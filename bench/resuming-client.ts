/** One page's terminal that is cut off and comes back, over and over, and checks every byte of a numbered stream. */
import { randomUUID } from 'node:crypto';
import type { Welcome } from '@sandlot/protocol';
import type { TerminalWire } from '../apps/broker/src/testing/student.ts';
import { StreamCheck } from './numbered-stream.ts';
import { MACHINE, openWire, type Place, studentOf } from './peers/sandlot.ts';

export class ResumingClient {
  readonly check = new StreamCheck();
  /** Milliseconds from the wish to come back: to WELCOME, and to the first byte of output. */
  readonly welcomes: number[] = [];
  readonly firstBytes: number[] = [];
  /** Times that it went on after a snapshot, and those of them whose numbers did not fit. */
  snapshots = 0;
  dishonest = 0;
  welcome: Welcome | null = null;
  readonly #place: Place;
  readonly #name: string;
  readonly #client = randomUUID();
  #wire: TerminalWire | null = null;
  #framesSeen = 0;
  /** When the first output on this line came. */
  #firstSeen = 0;

  constructor(place: Place, name: string) {
    this.#place = place;
    this.#name = name;
  }

  /** Runs a streamCommand in a new terminal. Resolves when its stream has begun. */
  async start(command: string): Promise<void> {
    const wire = await openWire(this.#place, this.#name, { client: this.#client });
    await wire.until((w) => w.atPrompt);
    this.#use(wire);
    this.#frames(wire);
    wire.type(`${command}\r`);
    await wire.until(() => this.check.begun);
  }

  /** Comes back, as one that has everything before `check.next`. Throws when it is not let in. */
  async attach(): Promise<void> {
    const began = performance.now();
    const student = studentOf(this.#place);
    const [ticket, wire] = await Promise.all([
      student.ticket(this.#place.sandboxId, MACHINE, this.#name),
      student.dial(),
    ]);
    const resume = this.welcome && { terminalId: this.welcome.terminalId, seq: this.check.next };
    this.#use(wire);
    const hello = { version: 2, ticket, client: this.#client, cols: 80, rows: 24, resume } as const;
    wire.send({ type: 'hello', hello });
    await wire.until((w) => w.terminalId !== null || w.closed !== null);
    if (wire.closed) throw new Error(`closed ${wire.closed.code}: ${wire.closed.reason}`);
    this.welcomes.push(performance.now() - began);
    await wire.until((w) => this.#firstSeen > began || w.closed !== null);
    if (this.#firstSeen > began) this.firstBytes.push(this.#firstSeen - began);
  }

  /** The line is cut, with whatever is on its way; the broker hears of it as late as the network tells. */
  cut(): void {
    if (!this.#wire) return;
    this.#wire.onOutput = () => {};
    this.#wire.acknowledging = false;
    this.#wire.socket.terminate();
    this.#wire = null;
  }

  /** Ends the program, and the terminal with it. */
  async end(): Promise<void> {
    this.#wire?.type('\u0003');
    await this.#wire?.until((wire) => wire.closed !== null);
  }

  /** Takes output without a word, as a page that hangs: the broker stops sending. */
  silence(): void {
    if (this.#wire) this.#wire.acknowledging = false;
  }

  #use(wire: TerminalWire): void {
    this.#wire = wire;
    this.#framesSeen = 0;
    this.#firstSeen = 0;
    wire.onOutput = (bytes, seq) => {
      this.#frames(wire);
      this.#firstSeen ||= performance.now();
      this.check.take(seq, bytes);
    };
  }

  /** Looks at what was said between outputs: where this client is, and what it will not see. */
  #frames(wire: TerminalWire): void {
    for (const frame of wire.frames.slice(this.#framesSeen)) {
      if (frame.type === 'welcome') this.#welcomed(frame.welcome);
      else if (frame.type === 'skipped') this.#skipped(frame.from, frame.to, frame.to - frame.from);
    }
    this.#framesSeen = wire.frames.length;
  }

  #welcomed(welcome: Welcome): void {
    const again = this.welcome !== null;
    this.welcome = welcome;
    if (!again || !this.check.begun) return;
    if (!welcome.resumed) this.#skipped(this.check.next, welcome.seq, welcome.skipped);
    else if (welcome.seq !== this.check.next) this.dishonest += 1;
  }

  #skipped(from: number, to: number, told: number): void {
    this.snapshots += 1;
    if (from !== this.check.next || told !== to - from) this.dishonest += 1;
    this.check.skip(to);
  }
}
