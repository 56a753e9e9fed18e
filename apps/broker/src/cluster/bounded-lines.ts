/** Lines out of a stream that may hold anything: each with a bound, and all of them at a pace. Knows no cluster. */
import type { Readable } from 'node:stream';

/** So much may come at once, and then so much in a second: what is read here is parsed on the broker's only thread. */
const BURST_BYTES = 4 * 2 ** 20;
const BYTES_PER_SECOND = 2 ** 19;

export interface Clock {
  now(): number;
  /** Resolves early, and never rejects, when the signal is given. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** What the readers of one machine may take together. */
export class Pace {
  readonly #clock: Clock;
  #left = BURST_BYTES;
  #atMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#atMs = clock.now();
  }

  /** Comes back when as many bytes may be read on. */
  async take(bytes: number, signal: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    const gained = ((now - this.#atMs) / 1000) * BYTES_PER_SECOND;
    this.#left = Math.min(BURST_BYTES, this.#left + gained) - bytes;
    this.#atMs = now;
    if (this.#left < 0) await this.#clock.wait((-this.#left / BYTES_PER_SECOND) * 1000, signal);
  }
}

/** The lines without their ends; of one over `mostBytes` comes null, once, in its place. An unfinished last one counts. */
export async function* boundedLines(
  stream: Readable,
  { mostBytes, pace, signal }: { mostBytes: number; pace: Pace; signal: AbortSignal },
): AsyncGenerator<string | null> {
  let parts: Buffer[] = [];
  let length = 0;
  let over = false;
  const add = (part: Buffer): boolean => {
    if (over) return false;
    length += part.length;
    over = length > mostBytes;
    if (over) parts = [];
    else parts.push(part);
    return over;
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let rest = chunk;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      if (add(rest.subarray(0, end))) yield null;
      if (!over) yield Buffer.concat(parts).toString();
      [parts, length, over] = [[], 0, false];
      rest = rest.subarray(end + 1);
    }
    if (add(rest)) yield null;
    await pace.take(chunk.length, signal);
    if (signal.aborted) return;
  }
  if (length > 0 && !over) yield Buffer.concat(parts).toString();
}
