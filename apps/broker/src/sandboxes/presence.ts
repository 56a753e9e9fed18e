/** Who has which lesson's page open, in how many tabs. */
const key = (userId: string, lesson: string) => `${userId} ${lesson}`;

export class Presence {
  readonly #tabs = new Map<string, number>();

  has(userId: string, lesson: string): boolean {
    return this.#tabs.has(key(userId, lesson));
  }

  /** A tab opens; the returned function closes it. */
  open(userId: string, lesson: string): () => void {
    const id = key(userId, lesson);
    this.#tabs.set(id, (this.#tabs.get(id) ?? 0) + 1);
    let closed = false;
    return () => {
      if (closed) return;
      closed = true;
      const left = (this.#tabs.get(id) ?? 1) - 1;
      if (left === 0) this.#tabs.delete(id);
      else this.#tabs.set(id, left);
    };
  }
}
