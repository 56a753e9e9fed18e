/**
 * How large a terminal is drawn. While its size is this client's, it fills its host; while it is another's, it keeps
 * that size, with smaller letters where it would not fit.
 */
import { FitAddon } from '@xterm/addon-fit';
import type { Terminal } from '@xterm/xterm';
import { fittingFont } from './fitting-font.ts';
import type { ScreenSize } from './screen-feed.ts';

export class ScreenSizer {
  readonly #terminal: Terminal;
  readonly #host: HTMLElement;
  readonly #fit = new FitAddon();
  readonly #onForeign: (size: ScreenSize | null) => void;
  #usualFont: number;
  /** What fits the host with the usual letters. */
  #own: ScreenSize;
  /** Another client's size, or null. */
  #foreign: ScreenSize | null = null;

  /** `onForeign` is called when the size becomes another's, and with null when it is this one's again. */
  constructor(
    terminal: Terminal,
    host: HTMLElement,
    font: number,
    onForeign: (size: ScreenSize | null) => void,
  ) {
    this.#terminal = terminal;
    this.#host = host;
    this.#usualFont = font;
    this.#onForeign = onForeign;
    this.#own = { cols: terminal.cols, rows: terminal.rows };
    terminal.loadAddon(this.#fit);
  }

  /** The size that fits here, whatever the terminal has. */
  get own(): ScreenSize {
    return this.#own;
  }

  get foreign(): boolean {
    return this.#foreign !== null;
  }

  /** The host or the letters may have changed. A hidden host has no size of its own. */
  fit(font = this.#usualFont): void {
    this.#usualFont = font;
    const visible = this.#host.clientWidth > 0 && this.#host.clientHeight > 0;
    if (visible) this.#own = this.#measure(font);
    if (visible && this.#foreign)
      this.#setFont(fittingFont(this.#foreign, font, (tried) => this.#measure(tried)));
    // What is printed is meant for the size that the program has, in sight or not.
    if (this.#foreign) this.#resize(this.#foreign);
    else if (visible) this.#resize(this.#own);
  }

  /** Takes another client's size, or, with null, the host's. */
  take(size: ScreenSize | null): void {
    const before = this.#foreign;
    this.#foreign = size;
    this.#host.toggleAttribute('data-foreign', size !== null);
    this.fit();
    if (before?.cols !== size?.cols || before?.rows !== size?.rows) this.#onForeign(size);
  }

  #measure(font: number): ScreenSize {
    this.#setFont(font);
    return this.#fit.proposeDimensions() ?? this.#own;
  }

  #setFont(font: number): void {
    if (this.#terminal.options.fontSize !== font) this.#terminal.options.fontSize = font;
  }

  #resize({ cols, rows }: ScreenSize): void {
    if (cols === this.#terminal.cols && rows === this.#terminal.rows) return;
    const { active } = this.#terminal.buffer;
    const atEnd = active.viewportY >= active.baseY;
    this.#terminal.resize(cols, rows);
    // Lines that are wrapped anew can push the last ones out of sight.
    if (atEnd) this.#terminal.scrollToBottom();
  }
}
