/** A terminal's screen without a window, as the page's xterm would have it. Lives in the worker. */
import type { Checkpoint } from '@sandlot/sandbox';
import addonSerialize from '@xterm/addon-serialize';
import addonUnicode11 from '@xterm/addon-unicode11';
import headless from '@xterm/headless';

/** Lines kept above the screen. */
const SCROLLBACK_LINES = 1_000;

/** The parts of xterm that have no public name. */
interface Core {
  _inputHandler: { parse(bytes: Uint8Array): void; _parser: { currentState: number } };
}

export class Screen {
  readonly #terminal: InstanceType<typeof headless.Terminal>;
  readonly #serialize = new addonSerialize.SerializeAddon();
  readonly #core: Core;
  #seq: number;

  constructor(cols: number, rows: number, seq: number) {
    this.#terminal = new headless.Terminal({
      cols,
      rows,
      scrollback: SCROLLBACK_LINES,
      allowProposedApi: true,
      logLevel: 'off',
    });
    this.#terminal.loadAddon(new addonUnicode11.Unicode11Addon());
    this.#terminal.unicode.activeVersion = '11';
    this.#terminal.loadAddon(this.#serialize);
    this.#core = (this.#terminal as unknown as { _core: Core })._core;
    this.#seq = seq;
  }

  /** One past the last byte fed. */
  get seq(): number {
    return this.#seq;
  }

  /** Brings it to a checkpoint's state; the bytes are not counted. */
  load(bytes: Uint8Array): void {
    this.#core._inputHandler.parse(bytes);
  }

  feed(bytes: Uint8Array): void {
    this.#core._inputHandler.parse(bytes);
    this.#seq += bytes.length;
  }

  resize(cols: number, rows: number): void {
    this.#terminal.resize(cols, rows);
  }

  save(): Checkpoint {
    const text = this.#serialize.serialize({ scrollback: SCROLLBACK_LINES });
    const { cols, rows } = this.#terminal;
    return { seq: this.#seq, cols, rows, bytes: new TextEncoder().encode(text) };
  }

  dispose(): void {
    this.#terminal.dispose();
  }
}
