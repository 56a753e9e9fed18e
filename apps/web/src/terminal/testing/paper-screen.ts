import type { ScreenSize, TerminalScreen } from '../screen-feed.ts';

/** A screen that keeps what it was asked to show, and draws when it is told to. */
export class PaperScreen implements TerminalScreen {
  shown = '';
  lines: readonly string[] = [];
  restores = 0;
  restoring = false;
  restoredAt: ScreenSize | null = null;
  readonly sizes: (ScreenSize & { yours: boolean })[] = [];
  cols = 80;
  drawing = true;
  readonly undrawn: (() => void)[] = [];

  write(bytes: Uint8Array, done: () => void): void {
    this.shown += new TextDecoder().decode(bytes);
    if (this.drawing) done();
    else this.undrawn.push(done);
  }
  restore(size: ScreenSize | null, lines: readonly string[]): void {
    this.restores += 1;
    this.restoring = true;
    this.restoredAt = size;
    this.lines = lines;
    this.shown = '';
  }
  restored(): void {
    this.restoring = false;
  }
  takeSize(size: ScreenSize, yours: boolean): void {
    this.sizes.push({ ...size, yours });
  }
  note(text: string): void {
    this.shown += `[${text}]`;
  }
  size(): ScreenSize {
    return { cols: this.cols, rows: 24 };
  }
}
