/**
 * asciicast v2 as lines of text: a header, then one event a line. Knows no file and no terminal.
 * https://docs.asciinema.org/manual/asciicast/v2/
 */

/** What comes close together is one event: a flood would else be mostly times and brackets. */
const BATCH_MS = 16;
const BATCH_BYTES = 32 * 1024;

export interface CastHeader {
  cols: number;
  rows: number;
  startedAtMs: number;
  title: string;
}

/** The first line of a cast. */
export function castHeader({ cols, rows, startedAtMs, title }: CastHeader): string {
  const timestamp = Math.floor(startedAtMs / 1000);
  const env = { TERM: 'xterm-256color', SHELL: '/bin/bash' };
  return `${JSON.stringify({ version: 2, width: cols, height: rows, timestamp, env, title })}\n`;
}

export interface CastClock {
  startedAtMs: number;
  /** Time of the last event that there is already, ms since the start. */
  lastMs: number;
  /** Ms since the epoch. */
  now: () => number;
}

/** Makes events of what a terminal prints: characters whole, times never going back. */
export class CastEvents {
  readonly #clock: CastClock;
  readonly #line: (line: string) => void;
  // A byte order mark is a character like others here.
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #batch = '';
  #batchMs = 0;
  #lastMs: number;
  #timer: NodeJS.Timeout | null = null;

  /** `line` takes each event as it is made, newline included. */
  constructor(clock: CastClock, line: (line: string) => void) {
    this.#clock = clock;
    this.#line = line;
    this.#lastMs = clock.lastMs;
  }

  /** Time of the last event, ms since the start. */
  get lastMs(): number {
    return this.#lastMs;
  }

  /** Takes bytes of the stream; a character that they cut in two waits for its rest. */
  output(bytes: Uint8Array): void {
    const text = this.#decoder.decode(bytes, { stream: true });
    if (text === '') return;
    if (this.#batch === '') this.#batchMs = this.#elapsed();
    this.#batch += text;
    if (this.#batch.length >= BATCH_BYTES) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), BATCH_MS);
  }

  resize(cols: number, rows: number): void {
    this.flush();
    this.#event(this.#elapsed(), 'r', `${cols}x${rows}`);
  }

  /** Draws a screen from nothing: what stood there before is gone. */
  screen(bytes: Uint8Array): void {
    this.flush();
    this.#event(
      this.#elapsed(),
      'o',
      `\u001bc${new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)}`,
    );
  }

  /** Makes an event of what waits. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#batch === '') return;
    const text = this.#batch;
    this.#batch = '';
    this.#event(this.#batchMs, 'o', text);
  }

  /** The last event; half a character becomes U+FFFD. */
  end(): void {
    const rest = this.#decoder.decode();
    if (rest !== '' && this.#batch === '') this.#batchMs = this.#elapsed();
    this.#batch += rest;
    this.flush();
  }

  #elapsed(): number {
    return this.#clock.now() - this.#clock.startedAtMs;
  }

  #event(atMs: number, code: 'o' | 'r', data: string): void {
    this.#lastMs = Math.max(this.#lastMs, atMs);
    this.#line(`${JSON.stringify([Math.round(this.#lastMs) / 1000, code, data])}\n`);
  }
}
