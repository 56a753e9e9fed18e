/** Which of a terminal's bytes have come, which are on the screen, and which of those the broker knows of. */
import { LIMITS } from '@sandlot/protocol';

export class ByteLedger {
  /** One past the last byte that came. */
  #received = 0;
  /** One past the last byte that is on the screen. */
  #drawn = 0;
  #acknowledged = 0;

  get received(): number {
    return this.#received;
  }

  /** What comes next is byte `seq`, and nothing before it counts. */
  restart(seq: number): void {
    this.#received = seq;
    this.#drawn = seq;
    this.#acknowledged = seq;
  }

  /** How many bytes are missing before `seq`; moves on to it. */
  skipTo(seq: number): number {
    const missing = Math.max(0, seq - this.#received);
    this.#received += missing;
    return missing;
  }

  /** The part of `bytes` (the first of which is `seq`) that has not come before. Call skipTo(seq) first. */
  take(seq: number, bytes: Uint8Array): Uint8Array {
    const fresh = bytes.subarray(Math.min(bytes.length, this.#received - seq));
    this.#received += fresh.length;
    return fresh;
  }

  /** Notes that the screen shows all before `seq`; returns what to acknowledge now, or null to wait for more. */
  draw(seq: number): number | null {
    this.#drawn = Math.max(this.#drawn, seq);
    if (this.#drawn - this.#acknowledged < LIMITS.ackEveryBytes / 2) return null;
    this.#acknowledged = this.#drawn;
    return this.#drawn;
  }
}
