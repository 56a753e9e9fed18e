/**
 * The parts of xterm 6.0 that have no public name, as far as a faithful copy of a terminal's state needs them.
 * The only file that says what they are called; the tests fail when another version calls them otherwise.
 */
import headless from '@xterm/headless';

/** How a cell looks: colours and flags packed by xterm, underlines and links beside them. */
export interface Attributes {
  fg: number;
  bg: number;
  extended: { _ext: number; urlId: number };
}

export interface Cell extends Attributes {
  content: number;
  combinedData: string;
  getChars(): string;
  getWidth(): number;
}

export interface Line {
  readonly length: number;
  isWrapped: boolean;
  loadCell(index: number, cell: Cell): Cell;
  getWidth(index: number): number;
  /** Cells of several code points, and those with underlines or links, by column. */
  _combined: Record<number, string>;
  _extendedAttrs: Record<number, Attributes['extended'] | undefined>;
}

/** What a character set puts in place of ASCII. */
export type Charset = Record<string, string | undefined>;

export interface ScreenBuffer {
  readonly lines: {
    readonly length: number;
    get(index: number): Line | undefined;
    onTrim(listener: (amount: number) => void): void;
  };
  readonly ybase: number;
  readonly x: number;
  readonly y: number;
  readonly scrollTop: number;
  readonly scrollBottom: number;
  readonly tabs: Record<number, boolean | undefined>;
  readonly savedX: number;
  /** Counted from the first line above the screen. */
  savedY: number;
  readonly savedCurAttrData: Attributes;
  readonly savedCharset: Charset | undefined;
}

/** A sequence's numbers. */
export interface Params {
  readonly length: number;
  readonly params: Int32Array;
}

interface InputHandler {
  parse(bytes: Uint8Array): void;
  readonly _parser: {
    /** 0: between sequences. */
    currentState: number;
    /** What the next character may join; 0: nothing. Bits 1 and 2: its width. */
    readonly precedingJoinState: number;
    reset(): void;
    registerCsiHandler(
      id: { prefix?: string; intermediates?: string; final: string },
      handler: (params: Params) => boolean,
    ): void;
  };
  readonly _curAttrData: Attributes;
  readonly _windowTitle: string;
  readonly _iconName: string;
  onColor(listener: (event: ColorRequest[]) => void): void;
}

/** 0 asks for a colour, 1 sets it, 2 restores it (all without an index). 256 to 258: text, background, cursor. */
export interface ColorRequest {
  type: 0 | 1 | 2;
  index?: number;
  color?: [number, number, number];
}

export interface Core {
  readonly cols: number;
  readonly rows: number;
  readonly _inputHandler: InputHandler;
  readonly buffers: {
    readonly normal: ScreenBuffer;
    readonly alt: ScreenBuffer;
    readonly active: ScreenBuffer;
    onBufferActivate(listener: () => void): void;
  };
  readonly _charsetService: {
    readonly charset: Charset | undefined;
    readonly glevel: number;
    readonly _charsets: (Charset | undefined)[];
  };
  readonly coreService: {
    readonly isCursorHidden: boolean;
    readonly modes: { readonly insertMode: boolean };
    readonly decPrivateModes: {
      readonly applicationCursorKeys: boolean;
      readonly applicationKeypad: boolean;
      readonly bracketedPasteMode: boolean;
      readonly cursorBlink: boolean | undefined;
      readonly cursorStyle: 'block' | 'underline' | 'bar' | undefined;
      readonly origin: boolean;
      readonly reverseWraparound: boolean;
      readonly sendFocus: boolean;
      readonly wraparound: boolean;
    };
  };
  readonly coreMouseService: { readonly activeProtocol: string; readonly activeEncoding: string };
  readonly options: { readonly convertEol: boolean; readonly cursorBlink: boolean };
  readonly _oscLinkService: {
    registerLink(link: { id?: string; uri: string }): number;
    addLineToLink(id: number, y: number): void;
    getLinkData(id: number): { id?: string; uri: string } | undefined;
  };
}

export type HeadlessTerminal = InstanceType<typeof headless.Terminal>;

export const coreOf = (terminal: HeadlessTerminal) => (terminal as unknown as { _core: Core })._core;

/** Bits of Attributes.fg and .bg. */
export const FG = {
  inverse: 0x4000000,
  bold: 0x8000000,
  underline: 0x10000000,
  blink: 0x20000000,
  invisible: 0x40000000,
  strikethrough: 0x80000000,
} as const;
export const BG = {
  italic: 0x4000000,
  dim: 0x8000000,
  extended: 0x10000000,
  protected: 0x20000000,
  overline: 0x40000000,
} as const;
export const COLOR = {
  mode: 0x3000000,
  bits: 0x3ffffff,
  p16: 0x1000000,
  p256: 0x2000000,
  rgb: 0x3000000,
} as const;

/** The final byte that designates a character set, for each that xterm knows. */
export const CHARSET_FINALS: ReadonlyMap<Charset, string> = (() => {
  const finals = new Map<Charset, string>();
  const terminal = new headless.Terminal({ cols: 2, rows: 1, allowProposedApi: true, logLevel: 'off' });
  const core = coreOf(terminal);
  for (const final of '0A4C5RQKYE6ZH7=') {
    core._inputHandler.parse(Buffer.from(`\x1b(${final}`));
    const charset = core._charsetService._charsets[0];
    if (charset && !finals.has(charset)) finals.set(charset, final);
  }
  terminal.dispose();
  return finals;
})();
