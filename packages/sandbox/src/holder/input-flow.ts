/** Bytes on their way to a terminal's program: in order, and no more of them at the holder than it has room for. */
import { Breach, WIRE } from './wire.ts';

export class InputFlow {
  readonly #send: (bytes: Uint8Array) => void;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #sent = 0;
  #taken = 0;

  constructor(send: (bytes: Uint8Array) => void) {
    this.#send = send;
  }

  /** What the program's side has not taken yet. */
  get bytes(): number {
    return this.#waitingBytes + this.#sent - this.#taken;
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const direct = this.#waiting.length === 0 && bytes.length <= Math.min(WIRE.pieceBytes, this.#room);
    if (direct) {
      this.#sent += bytes.length;
      this.#send(bytes);
      return;
    }
    this.#waiting.push(Buffer.from(bytes));
    this.#waitingBytes += bytes.length;
    this.#pump();
  }

  /** Throws Breach for a number that cannot be. */
  taken(total: number): void {
    if (total <= this.#taken || total > this.#sent) throw new Breach(`${total} taken of ${this.#sent}`);
    this.#taken = total;
    this.#pump();
  }

  /** Forgets what is left: nobody will take it. */
  close(): void {
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#taken = this.#sent;
  }

  get #room(): number {
    return WIRE.inputBytes - (this.#sent - this.#taken);
  }

  #pump(): void {
    for (let first = this.#waiting[0]; first && this.#room > 0; first = this.#waiting[0]) {
      const piece = first.subarray(0, Math.min(WIRE.pieceBytes, this.#room));
      if (piece.length === first.length) this.#waiting.shift();
      else this.#waiting[0] = first.subarray(piece.length);
      this.#waitingBytes -= piece.length;
      this.#sent += piece.length;
      this.#send(piece);
    }
  }
}
