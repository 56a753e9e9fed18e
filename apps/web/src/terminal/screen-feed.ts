/**
 * What comes from the broker on its way to the screen: output by number, snapshots in pieces, and an honest word
 * about what went by. Knows no socket.
 */
import { ByteLedger } from './byte-ledger.ts';
import { NOTICES } from './terminal-notices.ts';

export interface ScreenSize {
  cols: number;
  rows: number;
}

/** Where the program's output goes. What is asked of it happens in the order in which it is asked. */
export interface TerminalScreen {
  /** `done` is called once the bytes have been drawn. */
  write(bytes: Uint8Array, done: () => void): void;
  /** Begins a snapshot: forgets all that was drawn, takes `size`, and puts `lines` above the screen. */
  restore(size: ScreenSize | null, lines: readonly string[]): void;
  /** What was written since `restore` was the snapshot. */
  restored(): void;
  /** The program's size, and whether it is this client's. */
  takeSize(size: ScreenSize, yours: boolean): void;
  /** A word of the page's own, on a line of its own. */
  note(text: string): void;
  /** The size that fits here, whatever the program's is. */
  size(): ScreenSize;
}

export class ScreenFeed {
  readonly #screen: TerminalScreen;
  readonly #tell: (text: string) => void;
  readonly #ledger = new ByteLedger();
  /** The screen shows all that came before `#ledger.received`. False until a snapshot is whole. */
  #whole = false;
  #restoring = false;
  /** Bytes that went by and were not told of yet. */
  #unseen = 0;
  #newShell = false;
  #size: ScreenSize | null = null;
  /** Moves with every shell: what is drawn of an older one is not acknowledged to the next. */
  #shell = 0;

  constructor(screen: TerminalScreen, tell: (text: string) => void) {
    this.#screen = screen;
    this.#tell = tell;
  }

  /** One past the last byte the screen has; null while it has nothing that could be gone on from. */
  get resumeFrom(): number | null {
    return this.#whole ? this.#ledger.received : null;
  }

  /** A line begins. `skipped` counts what its snapshot does not show. */
  welcome(seq: number, resumed: boolean, skipped: number): void {
    this.#restoring = false;
    if (resumed) return;
    this.#whole = false;
    this.#unseen += skipped;
    this.#ledger.restart(seq);
  }

  /** The shell is another one than the screen's. */
  replaceShell(): void {
    this.#newShell = true;
    this.#unseen = 0;
    this.#shell += 1;
  }

  /** The shell is gone; nothing of it can be gone on from. */
  forget(): void {
    this.#whole = false;
    this.#shell += 1;
  }

  skipped(bytes: number): void {
    this.#unseen += Math.max(0, bytes);
  }

  takeSize(size: ScreenSize, yours: boolean): void {
    this.#size = size;
    this.#screen.takeSize(size, yours);
  }

  snapshot(seq: number, last: boolean, bytes: Uint8Array): void {
    if (!this.#restoring) this.#restore();
    this.#screen.write(bytes, () => {});
    if (!last) return;
    this.#screen.restored();
    this.#restoring = false;
    this.#whole = true;
    this.#unseen = 0;
    this.#newShell = false;
    this.#ledger.restart(seq);
  }

  /** `acknowledge` is called with one past the last byte drawn, when the broker should know of it. */
  output(seq: number, bytes: Uint8Array, acknowledge: (seq: number) => void): void {
    if (!this.#whole) this.snapshot(seq, true, new Uint8Array(0)); // an empty screen needs none
    const missing = this.#ledger.skipTo(seq);
    if (missing > 0) this.#screen.note(NOTICES.wentBy(missing));
    const fresh = this.#ledger.take(seq, bytes);
    const { received } = this.#ledger;
    const shell = this.#shell;
    this.#screen.write(fresh, () => {
      if (shell !== this.#shell) return;
      const seen = this.#ledger.draw(received);
      if (seen !== null) acknowledge(seen);
    });
  }

  #restore(): void {
    this.#restoring = true;
    this.#whole = false;
    const lines: string[] = [];
    if (this.#newShell) lines.push(NOTICES.newShell);
    if (this.#unseen > 0) {
      lines.push(NOTICES.wentBy(this.#unseen));
      this.#tell(NOTICES.caughtUp(this.#unseen));
    }
    this.#screen.restore(this.#size, lines);
  }
}
