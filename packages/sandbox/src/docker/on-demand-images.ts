/** Images so large that they are built only when somebody says so, by `sandlot images NAME`: which those are, and why a
 * playground that needs one cannot run yet. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MachineSpec, SandboxError, type SandboxRuntime } from '../runtime.ts';

type Refusal = NonNullable<ReturnType<SandboxRuntime['cannotRun']>>;

/** What is known is looked over again this long after it was looked at last. */
const KNOWN_FOR_MS = 5_000;

/** By the label in its Dockerfile; false, too, when there is none. */
export function isOnDemand(imagesDir: string, image: string): boolean {
  try {
    return /^LABEL sandlot\.on-demand=true$/m.test(
      readFileSync(join(imagesDir, image, 'Dockerfile'), 'utf8'),
    );
  } catch {
    return false; // whoever needs it says so
  }
}

const remedyFor = (image: string) =>
  `An admin builds it, once, with: sandlot images ${image}. That takes up to half an hour and several gigabytes; then reload the page.`;

/** Thrown in place of a build that nobody has asked for. */
export const notBuilt = (image: string): SandboxError =>
  new SandboxError('image', `The image "${image}" is not built on this host. ${remedyFor(image)}`);

const missing = (machine: string, image: string): Refusal => ({
  reason: `Machine ${machine} needs the image "${image}", which is not built on this host.`,
  remedy: remedyFor(image),
});

const stillLooking = (machine: string, image: string): Refusal => ({
  reason: `Machine ${machine} needs the image "${image}", and Sandlot is still finding out whether it is built on this host.`,
  remedy: 'Wait a moment.',
  passing: true,
});

export class OnDemandImages {
  readonly #imagesDir: string;
  readonly #has: (image: string) => Promise<boolean>;
  readonly #now: () => number;
  readonly #known = new Map<string, { built: boolean; atMs: number }>();
  readonly #looks = new Map<string, Promise<void>>();

  constructor(imagesDir: string, has: (image: string) => Promise<boolean>, now: () => number) {
    this.#imagesDir = imagesDir;
    this.#has = has;
    this.#now = now;
  }

  /** Finds out which of these machines' images are built. Never rejects. */
  async look(specs: MachineSpec[]): Promise<void> {
    await Promise.all(this.#of(specs).map(({ image }) => this.#look(image)));
  }

  /** Why machines like these cannot be made, as far as known; looks again in the background when that is old. */
  refusal(specs: MachineSpec[]): Refusal | null {
    let refusal: Refusal | null = null;
    for (const { name, image } of this.#of(specs)) {
      const known = this.#known.get(image);
      if (!known || this.#now() - known.atMs >= KNOWN_FOR_MS) void this.#look(image);
      if (known?.built) continue;
      refusal ??= known ? missing(name, image) : stillLooking(name, image);
    }
    return refusal;
  }

  #of(specs: MachineSpec[]): MachineSpec[] {
    return specs.filter(({ image }) => isOnDemand(this.#imagesDir, image));
  }

  #look(image: string): Promise<void> {
    const running = this.#looks.get(image);
    if (running) return running;
    const look = this.#has(image)
      .then((built) => {
        this.#known.set(image, { built, atMs: this.#now() });
      })
      .catch(() => {}) // the engine is away; that is said elsewhere
      .finally(() => this.#looks.delete(image));
    this.#looks.set(image, look);
    return look;
  }
}
