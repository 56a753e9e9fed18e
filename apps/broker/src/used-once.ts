/** Remembers what may be used once, until it would have expired anyway. */
export class UsedOnce {
  readonly #used = new Map<string, number>();

  /** False when it was taken before. */
  take(id: string, untilMs: number, nowMs: number): boolean {
    for (const [one, until] of this.#used) if (until < nowMs) this.#used.delete(one);
    if (this.#used.has(id)) return false;
    this.#used.set(id, untilMs);
    return true;
  }
}
