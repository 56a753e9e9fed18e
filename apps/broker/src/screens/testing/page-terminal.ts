/** A terminal as the page has it, without a window, and all that can be seen of one, to compare. */
import { CharacterJoiner, guard } from '@sandlot/screen';
import addonUnicode11 from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import { Links } from '../links.ts';
import { Tracked } from '../tracked.ts';
import {
  BG,
  type Cell,
  COLOR,
  type Core,
  coreOf,
  FG,
  type HeadlessTerminal,
  type ScreenBuffer,
} from '../xterm-parts.ts';

export class PageTerminal {
  readonly terminal: HeadlessTerminal;
  readonly core: Core;
  readonly tracked: Tracked;
  /** What it answered to the program. */
  readonly answers: string[] = [];
  bells = 0;
  readonly #characters = new CharacterJoiner();

  constructor(cols: number, rows: number, scrollback = 10_000) {
    this.terminal = new headless.Terminal({
      cols,
      rows,
      scrollback,
      cursorBlink: true,
      allowProposedApi: true,
      logLevel: 'off',
    });
    this.terminal.loadAddon(new addonUnicode11.Unicode11Addon());
    this.terminal.unicode.activeVersion = '11';
    this.core = coreOf(this.terminal);
    this.tracked = new Tracked(this.terminal, this.core);
    guard(this.terminal);
    // xterm's own links go with the line that they began on, also while one is being printed.
    new Links(this.core);
    this.terminal.onData((data) => this.answers.push(data));
    this.terminal.onBell(() => {
      this.bells += 1;
    });
  }

  /** Whole characters at a time, as the page writes them. */
  write(bytes: Uint8Array): void {
    const whole = this.#characters.push(bytes);
    if (whole.length > 0) this.core._inputHandler.parse(whole);
  }

  resize(cols: number, rows: number): void {
    this.terminal.resize(cols, rows);
  }

  /** Everything that can be seen, or shows by what comes next. At most `above` lines above the screen. */
  seen(above = 1_000): unknown {
    const { core } = this;
    const { buffers, coreService: service, coreMouseService: mouse, _charsetService: charsets } = core;
    const handler = core._inputHandler;
    return {
      alt: buffers.active === buffers.alt,
      normal: this.#buffer(buffers.normal, above, buffers.active === buffers.normal),
      ...(buffers.active === buffers.alt && { alternate: this.#buffer(buffers.alt, 0, true) }),
      modes: { ...service.modes, ...service.decPrivateModes, synchronizedOutput: false },
      mouse: [mouse.activeProtocol, mouse.activeEncoding],
      hidden: service.isCursorHidden,
      options: [core.options.convertEol, core.options.cursorBlink],
      look: this.#look(handler._curAttrData as Cell),
      charset: [charsets.charset, charsets.glevel, [0, 1, 2, 3].map((g) => charsets._charsets[g])],
      titles: [handler._windowTitle, handler._iconName],
      colors: [...this.tracked.colors].sort(([a], [b]) => a - b),
      mark: this.tracked.mark,
    };
  }

  #buffer(buffer: ScreenBuffer, above: number, active: boolean): unknown {
    const { cols, rows } = this.core;
    const lines: string[] = [];
    for (let i = Math.max(0, buffer.ybase - above); i < buffer.ybase + rows; i += 1)
      lines.push(this.#line(buffer, i));
    const saved = buffer.savedCurAttrData;
    return {
      above: Math.min(above, buffer.ybase),
      lines,
      cursor: active ? [buffer.x, buffer.y] : null,
      margins: [buffer.scrollTop, buffer.scrollBottom],
      tabs: Array.from({ length: cols }, (_, x) => x).filter((x) => buffer.tabs[x]),
      saved: [
        Math.min(cols - 1, buffer.savedX),
        Math.min(rows - 1, Math.max(0, buffer.savedY - buffer.ybase)),
        colors(saved.fg),
        colors(saved.bg),
        buffer.savedCharset,
      ],
    };
  }

  #line(buffer: ScreenBuffer, i: number): string {
    const line = buffer.lines.get(i);
    if (!line) return '';
    const cell = this.terminal.buffer.active.getNullCell() as unknown as Cell;
    let out = line.isWrapped ? '+' : ' ';
    let before = '';
    for (let x = 0; x < this.core.cols; x += 1) {
      if (x >= line.length) break;
      line.loadCell(x, cell);
      const look = this.#look(cell);
      if (look !== before) out += `{${look}}`;
      before = look;
      // Wide characters that xterm leaves without their other half: nothing is seen of them.
      const cut = cell.getWidth() === 2 && (x === this.core.cols - 1 || line.getWidth(x + 1) !== 0);
      const chars = cut ? '' : cell.getChars();
      const width = cut ? 1 : cell.getWidth();
      const half = width === 0 && chars === '' && x > 0 && line.getWidth(x - 1) === 2;
      out += chars === '' ? (half ? '' : '.') : width === 1 ? chars : `<${chars}${width}>`;
    }
    return out.replace(/\.+$/, (blank) => (before === '' ? '' : blank));
  }

  #look({ fg, bg, extended }: Cell): string {
    const parts = [colors(fg) && `f${colors(fg)}`, colors(bg) && `b${colors(bg)}`];
    for (const [name, bit] of Object.entries(FG)) if (name !== 'underline' && fg & bit) parts.push(name);
    for (const [name, bit] of Object.entries(BG)) if (name !== 'extended' && bg & bit) parts.push(name);
    const has = (bg & BG.extended) !== 0;
    const style = has ? (extended._ext >>> 26) & 7 : 1;
    if (fg & FG.underline && style > 0) parts.push(`under${style}:${has ? colors(extended._ext) : ''}`);
    const link = has ? this.core._oscLinkService.getLinkData(extended.urlId) : undefined;
    if (link) parts.push(link.uri);
    return parts.filter(Boolean).join(',');
  }
}

/** A colour and nothing else: xterm keeps bits of an earlier one. */
function colors(value: number): string {
  switch (value & COLOR.mode) {
    case COLOR.p16:
      return `${value & 0xff}`;
    case COLOR.p256:
      return `p${value & 0xff}`;
    case COLOR.rgb:
      return `#${(value & 0xffffff).toString(16)}`;
    default:
      return '';
  }
}
