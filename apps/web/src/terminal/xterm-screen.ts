/** The screen in the page: xterm with its addons. The only file that knows xterm. */
import { FitAddon } from '@xterm/addon-fit';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { WebglAddon } from '@xterm/addon-webgl';
import { type ITheme, Terminal } from '@xterm/xterm';
import { bytes as bytesInWords } from '../words/durations.ts';
import { isLeaveKey } from './leave-key.ts';
import type { TerminalScreen } from './terminal-connection.ts';

const SCROLLBACK_LINES = 5000;

export interface XtermScreenOptions {
  host: HTMLElement;
  /** Names the terminal to those who cannot see it. */
  label: string;
  onInput: (bytes: Uint8Array) => void;
  /** The key that gives the keyboard back to the page; see isLeaveKey. */
  onLeave: () => void;
  onResize: () => void;
}

export class XtermScreen implements TerminalScreen {
  readonly terminal: Terminal;
  readonly #host: HTMLElement;
  readonly #fit = new FitAddon();
  readonly #observer: ResizeObserver;
  #frame = 0;

  /** Opens in `host`, which must be visible, at the size that fits it. */
  constructor({ host, label, onInput, onLeave, onResize }: XtermScreenOptions) {
    this.#host = host;
    this.terminal = new Terminal({
      allowProposedApi: true, // unicode11
      cursorBlink: true,
      fontFamily: getComputedStyle(host).getPropertyValue('--font-geist-mono') || 'monospace',
      fontSize: 13.5,
      lineHeight: 1.15,
      letterSpacing: 0,
      scrollback: SCROLLBACK_LINES,
      theme: themeOf(host),
    });
    this.terminal.loadAddon(this.#fit);
    this.terminal.loadAddon(new Unicode11Addon());
    this.terminal.unicode.activeVersion = '11';
    this.terminal.loadAddon(
      new WebLinksAddon((_event, uri) => window.open(uri, '_blank', 'noopener,noreferrer')),
    );
    this.terminal.open(host);
    this.terminal.textarea?.setAttribute('aria-label', label);
    this.#loadWebgl();
    this.fit();
    const utf8 = new TextEncoder();
    this.terminal.onData((data) => onInput(utf8.encode(data)));
    this.terminal.onBinary((data) => onInput(Uint8Array.from(data, (char) => char.charCodeAt(0))));
    this.terminal.onResize(onResize);
    this.terminal.attachCustomKeyEventHandler((event) => {
      if (!isLeaveKey(event)) return true;
      if (event.type === 'keydown') onLeave();
      event.preventDefault();
      return false;
    });
    this.#observer = new ResizeObserver(() => this.#fitSoon());
    this.#observer.observe(host);
  }

  write(bytes: Uint8Array, done: () => void): void {
    this.terminal.write(bytes, done);
  }

  clear(): void {
    this.terminal.reset();
  }

  noteSkipped(bytes: number): void {
    // CAN ends a sequence that was cut in its middle; then plain colours, and a word in grey.
    this.terminal.write(`\x18\x1b[0m\r\n\x1b[90m[ ${bytesLost(bytes)} went by unseen ]\x1b[0m\r\n`);
  }

  noteNewShell(): void {
    this.terminal.write('\x1b[90m[ the shell you had is gone; this is a new one ]\x1b[0m\r\n');
  }

  /** A word of the page's own, in grey on a line of its own. */
  note(text: string): void {
    this.terminal.write(`\x18\x1b[0m\r\n\x1b[90m[ ${text} ]\x1b[0m\r\n`);
  }

  size(): { cols: number; rows: number } {
    return { cols: this.terminal.cols, rows: this.terminal.rows };
  }

  /** Takes the size of its host; a hidden host has none, and changes nothing. */
  fit(): void {
    if (this.#host.clientWidth > 0 && this.#host.clientHeight > 0) this.#fit.fit();
  }

  /** Takes the colours that the page has now. */
  repaint(): void {
    this.terminal.options.theme = themeOf(this.#host);
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#observer.disconnect();
    this.terminal.dispose();
  }

  #fitSoon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.fit());
  }

  /** Without WebGL, or when the browser takes it away, xterm draws by DOM: slower, the same to read. */
  #loadWebgl(): void {
    try {
      const webgl = new WebglAddon();
      webgl.onContextLoss(() => webgl.dispose());
      this.terminal.loadAddon(webgl);
    } catch {
      // drawn by DOM
    }
  }
}

const bytesLost = (n: number) =>
  n < 1024 ** 2 ? `${Math.max(1, Math.round(n / 1024))} KB` : bytesInWords(n);

const ANSI = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

/** The colours of globals.css, as they are for `element` now. */
function themeOf(element: HTMLElement): ITheme {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const theme: Record<string, string> = {
    background: colour('term'),
    foreground: colour('term-ink'),
    cursor: colour('term-ink'),
    cursorAccent: colour('term'),
    selectionBackground: '#4fd1c14d',
  };
  for (const name of ANSI) {
    theme[name] = colour(`ansi-${name}`);
    theme[`bright${name[0]?.toUpperCase()}${name.slice(1)}`] = colour(`ansi-bright-${name}`);
  }
  return theme;
}
