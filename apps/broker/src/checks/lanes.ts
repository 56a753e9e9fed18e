/** Work in lanes: one after another in a lane, lanes beside each other. */
export class Lanes {
  readonly #tails = new Map<string, Promise<void>>();

  /** Resolves when `work` has run, after all that entered its lane before. `work` must not reject. */
  enter(lane: string, work: () => Promise<void>): Promise<void> {
    const tail = (this.#tails.get(lane) ?? Promise.resolve()).then(work);
    this.#tails.set(lane, tail);
    return tail;
  }
}
