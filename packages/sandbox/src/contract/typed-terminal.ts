/** A hand on the keyboard and an eye on the screen, for tests of terminals. Knows only Pty. */
import { expect } from 'vitest';
import type { Pty } from '../runtime.ts';

/** Polls until `read` gives something truthy; fails with `what` after `deadlineMs`. */
export async function until<T>(
  what: string,
  read: () => T | Promise<T>,
  deadlineMs = 30_000,
): Promise<Exclude<T, null | undefined | false>> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const value = await read();
    if (value) return value as Exclude<T, null | undefined | false>;
    if (Date.now() > end) return expect.fail(`${what}: not within ${deadlineMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Types into a Pty and waits for what it prints. */
export class TypedTerminal {
  readonly pty: Pty;
  /** All output so far, one character a byte. */
  text = '';
  /** Filled when the program has ended. */
  ended: { code: number | null; times: number } | null = null;
  #seen = 0;

  constructor(pty: Pty) {
    this.pty = pty;
    pty.onData((bytes) => {
      this.text += bytes.toString('latin1');
    });
    pty.onExit((code) => {
      this.ended = { code, times: (this.ended?.times ?? 0) + 1 };
    });
  }

  /** Writes a line and Enter. */
  type(line: string): void {
    this.pty.write(Buffer.from(`${line}\r`));
  }

  /** Waits for output after the last match, and moves past it. Write commands so that their echo does not match. */
  async sees(pattern: RegExp, deadlineMs = 30_000): Promise<RegExpExecArray> {
    const match = await until(
      `terminal shows ${pattern}`,
      () => pattern.exec(this.text.slice(this.#seen)),
      deadlineMs,
    ).catch((error) => {
      throw new Error(`${error.message}; it shows: ${JSON.stringify(this.text.slice(-500))}`);
    });
    this.#seen += match.index + match[0].length;
    return match;
  }

  /** Waits for the program's end. */
  async end(deadlineMs = 30_000): Promise<number | null> {
    const ended = await until('the program has ended', () => this.ended, deadlineMs);
    return ended.code;
  }
}
