/** Bytes on their way to a terminal whose program may not read. Never waits: a blocked write would stop all of us. */
import { writeSync } from 'node:fs';

/** The kernel takes less at once; small enough that what is refused costs little. */
const PIECE_BYTES = 16 * 1024;
const RETRY_MS = 10;

export class InputQueue {
  readonly #fd: number;
  readonly #isOpen: () => boolean;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #retry: NodeJS.Timeout | null = null;

  /** `fd` must be in non-blocking mode. `isOpen` is asked before each write: numbers of descriptors are given anew. */
  constructor(fd: number, isOpen: () => boolean) {
    this.#fd = fd;
    this.#isOpen = isOpen;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Writes as much as is taken now, and the rest in order as soon as it is taken. */
  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      this.#pieces.push(Buffer.from(bytes.subarray(at, at + PIECE_BYTES)));
    }
    this.#bytes += bytes.length;
    if (!this.#retry) this.#flush();
  }

  /** Forgets what is left. */
  close(): void {
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = null;
    this.#pieces = [];
    this.#bytes = 0;
  }

  #flush(): void {
    this.#retry = null;
    for (let piece = this.#pieces[0]; piece; piece = this.#pieces[0]) {
      const taken = this.#write(piece);
      if (taken === null) {
        this.close();
        return;
      }
      this.#bytes -= taken;
      if (taken === piece.length) {
        this.#pieces.shift();
        continue;
      }
      this.#pieces[0] = piece.subarray(taken);
      this.#retry = setTimeout(() => this.#flush(), RETRY_MS).unref();
      return;
    }
  }

  /** How many bytes were taken; null when nobody will ever read. */
  #write(piece: Buffer): number | null {
    if (!this.#isOpen()) return null;
    try {
      return writeSync(this.#fd, piece);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? 0 : null;
    }
  }
}
