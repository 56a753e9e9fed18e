/** The screen in the page: xterm with its addons, as the preferences say. */
import { CharacterJoiner, guard } from '@sandlot/screen';
import { SearchAddon } from '@xterm/addon-search';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/xterm';
import { clipboardText } from './clipboard-request.ts';
import { InputTap } from './input-tap.ts';
import type { ScreenSize, TerminalScreen } from './screen-feed.ts';
import { addLinks } from './screen-links.ts';
import { ScreenRenderer } from './screen-renderer.ts';
import { ScreenSizer } from './screen-sizer.ts';
import type { TerminalPreferences } from './terminal-preferences.ts';
import { type Palette, paletteOf, xtermTheme } from './terminal-themes.ts';

const SCROLLBACK_LINES = 10_000;
const SCROLLBAR_PX = 10;
/** Ends a sequence that was cut in its middle. */
const CAN = Uint8Array.of(0x18);
const RESET = new TextEncoder().encode('\x1bc');

export interface XtermScreenOptions {
  host: HTMLElement;
  /** Names the terminal to those who cannot see it. */
  label: string;
  preferences: TerminalPreferences;
  onInput: (bytes: Uint8Array) => void;
  onResize: (size: ScreenSize) => void;
  /** The size becomes another client's; null: it is this one's again. */
  onForeign: (size: ScreenSize | null) => void;
  /** The pointer is over a link; null: no more. */
  onLink: (address: string | null) => void;
  /** A program puts a text on the clipboard. */
  onClipboard: (text: string) => void;
  /** All that was drawn is forgotten. */
  onRestore: () => void;
  /** Its host has a place on the page, so that what fits is known. */
  onVisible: () => void;
}

export class XtermScreen implements TerminalScreen {
  readonly terminal: Terminal;
  readonly search = new SearchAddon();
  readonly #host: HTMLElement;
  readonly #options: XtermScreenOptions;
  readonly #input: InputTap;
  readonly #characters = new CharacterJoiner();
  readonly #sizer: ScreenSizer;
  readonly #renderer: ScreenRenderer;
  readonly #observer: ResizeObserver;
  readonly #stillness = matchMedia('(prefers-reduced-motion: reduce)');
  #preferences: TerminalPreferences;
  #palette: Palette;
  #frame = 0;
  #printedAt = 0;

  /** Opens in `host` at the size that fits it. */
  constructor(options: XtermScreenOptions) {
    const { host, label, preferences } = options;
    this.#options = options;
    this.#host = host;
    this.#preferences = preferences;
    this.#palette = paletteOf(preferences.theme, host);
    this.terminal = new Terminal({
      allowProposedApi: true, // unicode11, decorations of the search
      fontFamily: fontOf(host),
      fontSize: preferences.fontSize,
      lineHeight: 1.15,
      letterSpacing: 0,
      scrollback: SCROLLBACK_LINES,
      overviewRuler: { width: SCROLLBAR_PX }, // also how wide its scroll bar is
    });
    guard(this.terminal);
    this.terminal.loadAddon(new Unicode11Addon());
    this.terminal.unicode.activeVersion = '11';
    this.terminal.loadAddon(this.search);
    addLinks(this.terminal, options.onLink);
    this.terminal.open(host);
    this.terminal.textarea?.setAttribute('aria-label', label);
    this.#input = new InputTap(this.terminal, options.onInput);
    this.#sizer = new ScreenSizer(this.terminal, host, preferences.fontSize, options.onForeign);
    this.#renderer = new ScreenRenderer(this.terminal, () => this.#sizer.fit());
    this.apply(preferences);
    this.#hearClipboard();
    void this.#measureLoadedFont();
    this.terminal.onResize(({ cols, rows }) => options.onResize({ cols, rows }));
    this.#stillness.addEventListener('change', this.#blink);
    this.#observer = new ResizeObserver(() => this.#fitSoon());
    this.#observer.observe(host);
  }

  write(bytes: Uint8Array, done: () => void): void {
    this.#printedAt = performance.now();
    this.terminal.write(this.#characters.push(bytes), done);
  }

  restore(size: ScreenSize | null, lines: readonly string[]): void {
    this.#cut();
    this.#then(() => {
      this.#input.restoring = true;
      this.#options.onRestore();
    });
    this.terminal.write(RESET);
    if (size) this.#then(() => this.terminal.resize(size.cols, size.rows));
    if (lines.length === 0) return;
    // Written without wrapping, then scrolled out at the top: the screen is empty again, as a snapshot needs it.
    const words = lines.map((line) => `\x1b[90m[ ${line} ]\x1b[0m\r\n`).join('');
    this.terminal.write(`\x1b[?7l${words}\x1b[?7h\x1b[999;1H${'\n'.repeat(lines.length)}\x1b[H`);
  }

  restored(): void {
    this.#then(() => {
      this.#input.restoring = false;
      this.#sizer.fit();
    });
  }

  takeSize(size: ScreenSize, yours: boolean): void {
    this.#then(() => {
      this.#input.mayAnswer = yours;
      this.#sizer.take(yours ? null : size);
    });
  }

  note(text: string): void {
    this.#cut();
    this.terminal.write(`\x1b[0m\r\n\x1b[90m[ ${text} ]\x1b[0m\r\n`);
  }

  size(): ScreenSize {
    return this.#sizer.own;
  }

  /** Changes what a person types before it is sent. */
  changeTyping(change: (typed: string) => string): void {
    this.#input.typedAs = change;
  }

  /** Its host has a place on the page. */
  get visible(): boolean {
    return this.#host.clientWidth > 0;
  }

  /** The colours it has now. */
  get palette(): Palette {
    return this.#palette;
  }

  /** How long nothing was printed, in ms. */
  get quietMs(): number {
    return performance.now() - this.#printedAt;
  }

  /** Fills its host at once, before the broker has said that the size is this client's. */
  claim(): void {
    this.#sizer.take(null);
  }

  /** Is shown again: takes the size of its host, and the graphics card. */
  show(): void {
    this.#renderer.retry();
    this.#sizer.fit();
    this.#tellVisible();
  }

  /** Looks and behaves as the preferences say. */
  apply(preferences: TerminalPreferences): void {
    this.#preferences = preferences;
    this.terminal.options.screenReaderMode = preferences.screenReader;
    this.#renderer.choose(preferences.renderer);
    this.#blink();
    this.repaint();
    this.#sizer.fit(preferences.fontSize);
  }

  /** Takes the colours that the page has now. */
  repaint(): void {
    this.#palette = paletteOf(this.#preferences.theme, this.#host);
    this.#host.style.backgroundColor = this.#palette.background;
    this.terminal.options.theme = xtermTheme(this.#palette);
    this.terminal.options.minimumContrastRatio = this.#palette.minimumContrast;
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#observer.disconnect();
    this.#stillness.removeEventListener('change', this.#blink);
    this.terminal.dispose();
  }

  /** What comes next does not go on from what came last. */
  #cut(): void {
    this.#characters.clear();
    this.terminal.write(CAN);
  }

  /** Does it when all that was written before has been drawn, and nothing after it. */
  #then(act: () => void): void {
    this.terminal.write('', act);
  }

  #hearClipboard(): void {
    this.terminal.parser.registerOscHandler(52, (data) => {
      const text = clipboardText(data);
      if (text !== null && this.#input.mayAnswer && !this.#input.restoring) this.#options.onClipboard(text);
      return true;
    });
  }

  /** Letters that were measured before their font was there are measured again. */
  async #measureLoadedFont(): Promise<void> {
    const family = fontOf(this.#host);
    const font = `${this.#preferences.fontSize}px ${family}`;
    if (document.fonts.check(font)) return;
    await document.fonts.load(font).catch(() => {});
    if (!this.#host.isConnected) return;
    this.terminal.options.fontFamily = `${family}, monospace`; // another name: xterm measures it
    this.#sizer.fit();
  }

  readonly #blink = (): void => {
    this.terminal.options.cursorBlink = !this.#stillness.matches;
  };

  #fitSoon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#sizer.fit();
      this.#tellVisible();
    });
  }

  #tellVisible(): void {
    if (this.visible) this.#options.onVisible();
  }
}

/** The page's own letters for code, and others of one width until those are there. */
const fontOf = (host: HTMLElement) =>
  [getComputedStyle(host).getPropertyValue('--font-geist-mono').trim(), 'ui-monospace', 'monospace']
    .filter(Boolean)
    .join(', ');
