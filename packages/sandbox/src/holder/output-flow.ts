/** A terminal's output on its way from the holder to one listener: in order, within the window, held back by pause. */
import { Breach, WIRE } from './wire.ts';

const ACK_EVERY_BYTES = 32 * 1024;

export class OutputFlow {
  readonly #ack: (seq: number) => void;
  /** Numbers of the byte that comes next, of the one that is used next, and of the one acknowledged up to. */
  #next: number;
  #used: number;
  #acked: number;
  #listener: ((bytes: Buffer) => void) | null = null;
  #paused = false;
  #held: Buffer[] = [];

  constructor(start: number, ack: (seq: number) => void) {
    this.#ack = ack;
    this.#next = start;
    this.#used = start;
    this.#acked = start;
  }

  /** Nothing is held back. */
  get empty(): boolean {
    return this.#held.length === 0;
  }

  listen(listener: (bytes: Buffer) => void): void {
    this.#listener = listener;
    this.#deliver();
  }

  /** Throws Breach for bytes that are not the next ones, and for more than the window. */
  push(seq: number, bytes: Buffer): void {
    if (seq !== this.#next || bytes.length === 0) {
      throw new Breach(`${bytes.length} bytes from ${seq} on where ${this.#next} comes next`);
    }
    this.#next += bytes.length;
    if (this.#next - this.#acked > WIRE.windowBytes) throw new Breach('more output than the window');
    this.#held.push(bytes);
    this.#deliver();
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#deliver();
  }

  /** Delivers what is there in spite of a pause: nothing more will come. */
  flush(): void {
    this.#deliver(true);
  }

  /** Forgets what is there, and the listener. */
  drop(): void {
    this.#held = [];
    this.#listener = null;
  }

  #deliver(evenPaused = false): void {
    while (this.#listener && (evenPaused || !this.#paused)) {
      const bytes = this.#held.shift();
      if (!bytes) break;
      this.#listener(bytes);
      this.#used += bytes.length;
    }
    if (this.#used - this.#acked < ACK_EVERY_BYTES) return;
    this.#acked = this.#used;
    this.#ack(this.#used);
  }
}
