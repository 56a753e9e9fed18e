/** A terminal as the broker has it: what it prints goes into the ring, and to a page that lacks nothing. */
import type { Checkpoint } from '@sandlot/sandbox';
import { expect } from 'vitest';
import { Ring } from '../../terminals/ring.ts';
import { ScreenKeeper } from '../screen-keeper.ts';
import type { Screens } from '../screens.ts';
import { PageTerminal } from './page-terminal.ts';

export interface PrinterOptions {
  screens: Screens;
  cols?: number;
  rows?: number;
  capacity?: number;
  /** The number of the first byte. */
  start?: number;
  from?: Checkpoint | null;
  /** Has seen all before `start`. */
  page?: PageTerminal;
}

export class Printer {
  readonly ring: Ring;
  readonly keeper: ScreenKeeper;
  readonly page: PageTerminal;
  readonly kept: Checkpoint[] = [];
  reliefs = 0;

  constructor({
    screens,
    cols = 80,
    rows = 24,
    capacity = 64 * 1024,
    start = 0,
    from = null,
    page,
  }: PrinterOptions) {
    this.ring = new Ring(capacity, start);
    this.page = page ?? new PageTerminal(cols, rows);
    this.keeper = new ScreenKeeper(
      screens,
      this.ring,
      { cols, rows },
      {
        checkpoint: (checkpoint) => this.kept.push(checkpoint),
        relief: () => {
          this.reliefs += 1;
        },
      },
      from,
    );
  }

  print(text: string | Buffer, chunk = this.ring.capacity / 4): void {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += chunk) {
      const piece = bytes.subarray(at, at + chunk);
      this.keeper.makeRoom(piece.length);
      this.ring.append(piece);
      this.page.write(piece);
    }
  }

  /** Waits while the program would have to. */
  async printAll(text: string | Buffer, chunk = this.ring.capacity / 4): Promise<void> {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += chunk) {
      this.print(bytes.subarray(at, at + chunk), chunk);
      await until(() => !this.keeper.behind);
    }
  }

  resize(cols: number, rows: number): void {
    this.keeper.resize(cols, rows);
    this.page.resize(cols, rows);
  }

  /** A page that comes now, and has nothing. */
  async late(): Promise<PageTerminal> {
    const { seq, cols, rows, bytes } = await this.keeper.snapshot();
    expect(seq).toBeGreaterThanOrEqual(this.ring.start);
    expect(seq).toBeLessThanOrEqual(this.ring.end);
    const page = new PageTerminal(cols, rows);
    page.write(bytes);
    page.write(this.ring.read(seq, this.ring.end - seq));
    return page;
  }
}

export async function until(condition: () => boolean, withinMs = 20_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const COLOURED = '\x1b[1;32muser@m1\x1b[0m:\x1b[34m~\x1b[0m$ ls 漢字\r\n\x1b[?2004h';
export const lines = (count: number, text = (i: number) => `line ${i} of a long listing, said by nobody`) =>
  Array.from({ length: count }, (_, i) => `${text(i)}\r\n`).join('');
