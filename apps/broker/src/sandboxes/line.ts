/** A line in front of a few places and so much room: first come, first served, and everybody knows how many are before them. */
interface Waiter {
  size: number;
  enter: () => void;
  place: (place: number) => void;
}

export class Line {
  readonly #places: number;
  readonly #room: number;
  #taken = 0;
  #used = 0;
  #waiting: Waiter[] = [];

  /** `room` is in the unit of the sizes that come; left out, sizes do not count. */
  constructor(places: number, room = Number.POSITIVE_INFINITY) {
    this.#places = places;
    this.#room = room;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get taken(): number {
    return this.#taken;
  }

  /** How many could be in at once: those that are, and as many more of this size as fit. */
  most(size: number): number {
    const more = Math.floor((this.#room - this.#used) / size);
    return Math.max(1, Math.min(this.#places, this.#taken + Math.max(0, more)));
  }

  /** Takes a place at once, even beyond the last: for what is there already. Returns the way to give it back. */
  take(size = 0): () => void {
    this.#taken += 1;
    this.#used += size;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.#taken -= 1;
      this.#used -= size;
      this.#next();
    };
  }

  /**
   * Resolves with the way to give the place back. `onPlace` hears 1 for next, and each move. Rejects on abort. What is
   * larger than all the room goes in alone.
   */
  async enter(signal: AbortSignal, onPlace: (place: number) => void, size = 0): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#fits(size) && this.#waiting.length === 0) return this.take(size);
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { size, enter: () => resolve(this.take(size)), place: onPlace };
      this.#waiting.push(waiter);
      onPlace(this.#waiting.length);
      signal.addEventListener(
        'abort',
        () => {
          if (!this.#waiting.includes(waiter)) return;
          this.#waiting = this.#waiting.filter((w) => w !== waiter);
          reject(signal.reason);
          this.#tell();
          this.#next();
        },
        { once: true },
      );
    });
  }

  #fits(size: number): boolean {
    if (this.#taken >= this.#places) return false;
    return this.#used === 0 || this.#used + size <= this.#room;
  }

  #next(): void {
    for (let [waiter] = this.#waiting; waiter && this.#fits(waiter.size); [waiter] = this.#waiting) {
      this.#waiting.shift();
      waiter.enter();
      this.#tell();
    }
  }

  #tell(): void {
    this.#waiting.forEach((waiter, index) => {
      waiter.place(index + 1);
    });
  }
}
