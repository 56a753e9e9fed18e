/** Lets so many in at once; the others wait in the order they came, also behind one that needs more room. */
export class Gate {
  readonly #places: number;
  #free: number;
  readonly #waiting: { places: number; enter: () => void }[] = [];

  constructor(places: number) {
    this.#places = places;
    this.#free = places;
  }

  /** `places`: as many as it takes up; never more than there are. */
  async through<T>(work: () => Promise<T>, places = 1): Promise<T> {
    const taken = Math.min(places, this.#places);
    await new Promise<void>((enter) => {
      this.#waiting.push({ places: taken, enter });
      this.#admit();
    });
    try {
      return await work();
    } finally {
      this.#free += taken;
      this.#admit();
    }
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next && next.places <= this.#free; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#free -= next.places;
      next.enter();
    }
  }
}
