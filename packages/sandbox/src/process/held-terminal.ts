/** One terminal as its holder keeps it: see holder/wire.ts. Knows a Pty and frames, no socket. */
import type { ToBroker } from '../holder/to-broker.ts';
import type { CheckpointPiece } from '../holder/to-holder.ts';
import { WIRE } from '../holder/wire.ts';
import type { Pty } from '../runtime.ts';
import { KeptOutput } from './kept-output.ts';

const TAKEN_MS = 20;
/** While so much waits, the broker may be waiting too. */
const BUSY_BYTES = 32 * 1024;

type Say = (frame: ToBroker) => void;

interface KeptCheckpoint extends Omit<CheckpointPiece, 'offset' | 'id'> {
  bytes: Buffer;
}

export class HeldTerminal {
  readonly id: string;
  readonly name: string;
  note = '';
  readonly #pty: Pty;
  readonly #onGone: () => void;
  readonly #output = new KeptOutput();
  #checkpoint: KeptCheckpoint | null = null;
  #arriving: { checkpoint: KeptCheckpoint; length: number } | null = null;
  /** The broker that is attached. */
  #say: Say | null = null;
  #sent = 0;
  #acked = 0;
  /** Bytes from this broker; what is queued of an earlier one's counts as if it was its own. */
  #input = { got: 0, told: 0 };
  #told = false;
  #paused = false;
  #timer: NodeJS.Timeout | null = null;
  /** undefined: it runs. */
  #code: number | null | undefined;
  #killed: { answer: Say | null } | null = null;

  constructor(id: string, name: string, pty: Pty, onGone: () => void) {
    this.id = id;
    this.name = name;
    this.#pty = pty;
    this.#onGone = onGone;
    pty.onData((bytes) => {
      this.#output.append(bytes);
      this.#pump();
    });
    pty.onExit((code) => {
      this.#code = code;
      if (this.#killed) this.#gone();
      else this.#pump();
    });
  }

  get running(): boolean {
    return this.#code === undefined;
  }

  /** It is being closed and no longer spoken of. */
  get killed(): boolean {
    return this.#killed !== null;
  }

  attach(say: Say): void {
    const { start, end } = this.#output;
    this.#say = say;
    this.#sent = start;
    this.#acked = start;
    this.#input = { got: 0, told: 0 };
    this.#told = false;
    const { cols, rows } = this.#pty;
    const checkpoint = this.#checkpoint;
    say({ type: 'attached', id: this.id, start, end, cols, rows, checkpointBytes: checkpoint?.total ?? 0 });
    for (let offset = 0; checkpoint && offset < checkpoint.total; offset += WIRE.pieceBytes) {
      const bytes = checkpoint.bytes.subarray(offset, offset + WIRE.pieceBytes);
      say({ type: 'checkpoint', ...checkpoint, id: this.id, offset, bytes });
    }
    this.#pump();
  }

  detach(): void {
    this.#say = null;
    this.#arriving = null;
    if (this.#killed) this.#killed.answer = null;
    this.#pump();
  }

  write(bytes: Uint8Array): void {
    this.#input.got += bytes.length;
    this.#pty.write(bytes);
    this.#timer ??= setTimeout(() => this.#tellTaken(), TAKEN_MS);
  }

  resize(cols: number, rows: number): void {
    this.#pty.resize(cols, rows);
  }

  ack(seq: number): void {
    this.#acked = Math.max(this.#acked, Math.min(seq, this.#sent));
    this.#pump();
  }

  keep(piece: CheckpointPiece): void {
    const { offset, bytes, id: _, ...rest } = piece;
    if (offset === 0) {
      this.#arriving = { checkpoint: { ...rest, bytes: Buffer.alloc(rest.total) }, length: 0 };
    }
    const arriving = this.#arriving;
    if (arriving?.length !== offset || arriving.checkpoint.total !== rest.total) return;
    arriving.checkpoint.bytes.set(bytes, offset);
    arriving.length += bytes.length;
    if (arriving.length < rest.total) return;
    this.#checkpoint = arriving.checkpoint;
    this.#arriving = null;
  }

  async ask(say: Say): Promise<void> {
    const { shell, program } = await this.#pty.foreground();
    if (this.#say === say) {
      say({ type: 'foreground', id: this.id, shell, program: (program ?? '').slice(0, 16) });
    }
  }

  kill(say: Say): void {
    if (this.#killed) return;
    this.#killed = { answer: say };
    if (this.running) this.#pty.kill();
    else this.#gone();
  }

  #gone(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#killed?.answer?.({ type: 'gone', id: this.id });
    this.#onGone();
  }

  #tellTaken(): void {
    this.#timer = null;
    const taken = Math.max(0, this.#input.got - this.#pty.queuedBytes);
    if (taken > this.#input.told && this.#say && this.running) {
      this.#input.told = taken;
      this.#say({ type: 'taken', id: this.id, bytes: taken });
    }
    const left = this.#pty.queuedBytes;
    if (left > 0 && this.running) {
      this.#timer = setTimeout(() => this.#tellTaken(), left > BUSY_BYTES ? 1 : TAKEN_MS);
    }
  }

  /** Sends what may be sent, and lets the program print only as far as that. With nobody there it runs on. */
  #pump(): void {
    const { end } = this.#output;
    const say = this.#killed ? null : this.#say;
    while (say && this.#sent < end && this.#sent - this.#acked < WIRE.windowBytes) {
      const room = WIRE.windowBytes - (this.#sent - this.#acked);
      const bytes = this.#output.read(this.#sent, Math.min(WIRE.pieceBytes, room));
      say({ type: 'output', id: this.id, seq: this.#sent, bytes });
      this.#sent += bytes.length;
    }
    this.#hold(this.#say !== null && end - this.#acked >= WIRE.windowBytes);
    if (say && !this.#told && this.#code !== undefined && this.#sent === end) {
      this.#told = true;
      say({ type: 'exit', id: this.id, signalled: this.#code === null, code: this.#code ?? 0 });
    }
  }

  #hold(paused: boolean): void {
    if (this.#paused === paused) return;
    this.#paused = paused;
    if (paused) this.#pty.pause();
    else this.#pty.resume();
  }
}
