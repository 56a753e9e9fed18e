/** A line in front of a few places: first come, first served, and everybody knows how many are before them. */
interface Waiter {
  enter: () => void;
  place: (place: number) => void;
}

export class Line {
  readonly #places: number;
  #taken = 0;
  #waiting: Waiter[] = [];

  constructor(places: number) {
    this.#places = places;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Takes a place at once, even beyond the last: for what is there already. Returns the way to give it back. */
  take(): () => void {
    this.#taken += 1;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.#taken -= 1;
      this.#next();
    };
  }

  /** Resolves with the way to give the place back. `onPlace` hears 1 for next, and each move. Rejects on abort. */
  async enter(signal: AbortSignal, onPlace: (place: number) => void): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#taken < this.#places && this.#waiting.length === 0) return this.take();
    await new Promise<void>((resolve, reject) => {
      const waiter: Waiter = { enter: resolve, place: onPlace };
      this.#waiting.push(waiter);
      onPlace(this.#waiting.length);
      signal.addEventListener(
        'abort',
        () => {
          if (!this.#waiting.includes(waiter)) return;
          this.#waiting = this.#waiting.filter((w) => w !== waiter);
          this.#tell();
          reject(signal.reason);
        },
        { once: true },
      );
    });
    // #next has counted this place already.
    this.#taken -= 1;
    return this.take();
  }

  #next(): void {
    while (this.#taken < this.#places) {
      const waiter = this.#waiting.shift();
      if (!waiter) return;
      this.#taken += 1;
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
