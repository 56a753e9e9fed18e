/** The sizes that a terminal gets, each before a byte of a number. */
export interface Size {
  cols: number;
  rows: number;
}

interface Change extends Size {
  /** Counts the changes, from 1 on. */
  count: number;
  seq: number;
}

/** A window that is dragged changes a hundred times; what counts are the last ones. */
const MAX_CHANGES = 64;

export class SizeLog {
  #changes: Change[] = [];
  #count = 0;

  /** How many there were. */
  get count(): number {
    return this.#count;
  }

  /** `seen` changes were made already. */
  add(seq: number, { cols, rows }: Size, seen: number): void {
    const last = this.#changes[this.#changes.length - 1];
    if (last?.seq === seq && last.count > seen) this.#changes.pop();
    this.#count += 1;
    this.#changes.push({ count: this.#count, seq, cols, rows });
    if (this.#changes.length > MAX_CHANGES) this.#changes.shift();
  }

  /** The next after `seen` changes; null: none. */
  next(seen: number): Change | null {
    return this.#changes.find((change) => change.count > seen) ?? null;
  }

  /** Forgets the first `seen` changes. */
  forget(seen: number): void {
    this.#changes = this.#changes.filter((change) => change.count > seen);
  }
}
