/** A terminal that a holder keeps, as this process sees it while it is attached. Knows frames, no socket. */
import type { Checkpoint, Foreground, Pty } from '../runtime.ts';
import { InputFlow } from './input-flow.ts';
import { OutputFlow } from './output-flow.ts';
import type { ToBroker } from './to-broker.ts';
import type { ToHolder } from './to-holder.ts';
import { Breach, WIRE } from './wire.ts';

const ASK_MS = 1000;
const UNKNOWN: Foreground = { shell: null, program: null };

/** What the holder said of it when it was attached. */
export interface Attached {
  id: string;
  start: number;
  cols: number;
  rows: number;
  checkpoint: Checkpoint | null;
  note: string;
}

/** The way to the holder. */
export interface HolderSide {
  say(frame: ToHolder): void;
  /** So much waits to be read that what can be done without is better left out. */
  readonly busy: boolean;
}

export type AboutOne = Extract<ToBroker, { type: 'output' | 'taken' | 'exit' | 'foreground' | 'gone' }>;

export class DurablePty implements Pty {
  readonly id: string;
  readonly durable = true;
  readonly seq: number;
  cols: number;
  rows: number;
  checkpoint: Checkpoint | null;
  note: string;
  readonly #side: HolderSide;
  readonly #output: OutputFlow;
  readonly #input: InputFlow;
  readonly #onExit: ((code: number | null) => void)[] = [];
  /** undefined: it runs. `ended`: it was told. */
  #code: number | null | undefined;
  #ended = false;
  #killed = false;
  #asked: { answer: Promise<Foreground>; give(foreground: Foreground): void } | null = null;

  constructor(attached: Attached, side: HolderSide) {
    const { id, start, cols, rows, checkpoint, note } = attached;
    this.id = id;
    this.seq = start;
    this.cols = cols;
    this.rows = rows;
    this.checkpoint = checkpoint;
    this.note = note;
    this.#side = side;
    this.#output = new OutputFlow(start, (seq) => side.say({ type: 'ack', id, seq }));
    this.#input = new InputFlow((bytes) => side.say({ type: 'input', id, bytes }));
  }

  onData(listener: (bytes: Buffer) => void): void {
    this.#output.listen(listener);
    this.#settle();
  }

  onExit(listener: (code: number | null) => void): void {
    this.#onExit.push(listener);
    if (this.#ended) listener(this.#code ?? null);
    else this.#settle();
  }

  write(bytes: Uint8Array): void {
    if (this.#over) return;
    this.#input.push(bytes);
  }

  get queuedBytes(): number {
    return this.#input.bytes;
  }

  pause(): void {
    this.#output.pause();
  }

  resume(): void {
    this.#output.resume();
    this.#settle();
  }

  resize(cols: number, rows: number): void {
    if (this.#over) return;
    this.cols = cols;
    this.rows = rows;
    this.#side.say({ type: 'resize', id: this.id, cols, rows });
  }

  kill(): void {
    this.#output.drop();
    if (!this.#over) {
      this.#killed = true;
      this.#input.close();
      this.#side.say({ type: 'kill', id: this.id });
    }
    this.#settle();
  }

  keepNote(note: string): void {
    const length = Buffer.byteLength(note);
    if (length > WIRE.noteBytes)
      throw new RangeError(`A note has at most ${WIRE.noteBytes} bytes, not ${length}.`);
    this.note = note;
    if (!this.#over) this.#side.say({ type: 'note', id: this.id, note });
  }

  keepCheckpoint({ seq, cols, rows, bytes }: Checkpoint): void {
    const total = bytes.length;
    if (total > WIRE.checkpointBytes) {
      throw new RangeError(`A checkpoint has at most ${WIRE.checkpointBytes} bytes, not ${total}.`);
    }
    this.checkpoint = null; // it is the next process that will want it
    if (this.#over || this.#side.busy) return;
    for (let offset = 0; offset < total; offset += WIRE.pieceBytes) {
      const piece = bytes.subarray(offset, offset + WIRE.pieceBytes);
      this.#side.say({ type: 'checkpoint', id: this.id, seq, cols, rows, total, offset, bytes: piece });
    }
  }

  foreground(): Promise<Foreground> {
    if (this.#over) return Promise.resolve(UNKNOWN);
    this.#asked ??= this.#ask();
    return this.#asked.answer;
  }

  /** What the holder says of it. Throws Breach. */
  hear(frame: AboutOne): void {
    switch (frame.type) {
      case 'output':
        if (this.#code !== undefined) throw new Breach('output after the end');
        if (!this.#killed) this.#output.push(frame.seq, frame.bytes);
        return;
      case 'taken':
        if (!this.#over) this.#input.taken(frame.bytes);
        return;
      case 'foreground':
        if (!this.#asked) throw new Breach('an answer that nobody asked for');
        this.#asked.give({ shell: frame.shell, program: frame.program || null });
        this.#asked = null;
        return;
      case 'exit':
        if (this.#code !== undefined) throw new Breach('a second end');
        this.#end(frame.signalled || this.#killed ? null : frame.code);
        return;
      case 'gone':
        if (!this.#killed && this.#code === undefined) throw new Breach('gone without an end');
        this.lost();
    }
  }

  /** The holder is out of reach, and the program with it. */
  lost(): void {
    this.#output.flush();
    if (this.#code === undefined) this.#end(null);
    this.#settle();
    this.#asked?.give(UNKNOWN);
    this.#asked = null;
  }

  get #over(): boolean {
    return this.#killed || this.#code !== undefined;
  }

  #end(code: number | null): void {
    this.#code = code;
    this.#input.close();
    // The holder need not keep it for another broker any longer.
    if (!this.#killed) this.#side.say({ type: 'kill', id: this.id });
    this.#settle();
  }

  /** Tells the end, once all before it was told. */
  #settle(): void {
    if (this.#ended || this.#code === undefined || !this.#output.empty) return;
    this.#ended = true;
    for (const listener of this.#onExit) listener(this.#code);
  }

  #ask() {
    const { promise, resolve } = Promise.withResolvers<Foreground>();
    this.#side.say({ type: 'ask', id: this.id });
    setTimeout(resolve, ASK_MS, UNKNOWN).unref();
    return { answer: promise, give: resolve };
  }
}
