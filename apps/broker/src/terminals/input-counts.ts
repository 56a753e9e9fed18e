/** How much input of each client a terminal has taken, so that what comes twice is written once. */

/** Clients that are remembered; a page that reloads is another one. */
const REMEMBERED = 64;

export class InputCounts {
  /** The least recent first. */
  readonly #taken = new Map<string, number>();

  /**
   * What was taken of a client that comes, `again` when it was here before. null: not known, and its next input
   * counts from wherever it says.
   */
  arrive(client: string, again: boolean): number | null {
    const known = this.#taken.get(client);
    if (known !== undefined) return known;
    if (again) return null;
    this.#keep(client, 0);
    return 0;
  }

  /** The part of `bytes`, the first of which is the client's number `offset`, that was not taken before. Throws RangeError for a gap. */
  fresh(client: string, offset: number, bytes: Uint8Array): Uint8Array {
    const taken = this.#taken.get(client);
    if (taken === undefined) {
      this.#keep(client, offset);
      return bytes;
    }
    if (offset > taken) throw new RangeError(`input from ${offset}, and only ${taken} bytes came before`);
    return bytes.subarray(Math.min(bytes.length, taken - offset));
  }

  /** Counts bytes as taken and tells how many there are now. */
  took(client: string, count: number): number {
    const taken = (this.#taken.get(client) ?? 0) + count;
    this.#keep(client, taken);
    return taken;
  }

  #keep(client: string, taken: number): void {
    this.#taken.delete(client);
    this.#taken.set(client, taken);
    for (const [oldest] of this.#taken) {
      if (this.#taken.size <= REMEMBERED) break;
      this.#taken.delete(oldest);
    }
  }
}
