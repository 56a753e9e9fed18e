/** The ways that this host has to give a machine its own Docker engine: tried once, remembered while nothing changes. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { dirname } from 'node:path';
import { NEEDS, type Need, type Trust } from '@sandlot/lesson';
import { z } from 'zod';
import { type Finding, type Refusal, SandboxError } from '../../runtime.ts';
import type { Engine } from '../engine.ts';
import type { Images } from '../images.ts';
import { removed } from '../removed.ts';
import { chooseWay } from './choose-way.ts';
import { PROBE_LABEL, probeWay } from './probe-way.ts';
import { allWays, type Way, type WayFinding } from './ways.ts';

/** Whoever mends a host is noticed within this. */
const KNOWN_FOR_MS = 24 * 3_600_000;

/** The folder of the image that machines with an engine of their own start from, and that is tried. */
export const NESTED_IMAGE = 'docker';

const Remembered = z.object({
  /** What it was found with, and when. */
  of: z.string(),
  atMs: z.number(),
  found: z.array(
    z.object({ way: z.string(), gives: z.array(z.enum(NEEDS)), reason: z.string(), remedy: z.string() }),
  ),
});

export interface HostWaysParts {
  engine: Engine;
  images: Images;
  instance: string;
  trust: Trust;
  /** Container runtimes that isolate root, by the engine's names for them. */
  runtimes: string[];
  /** Take this one or none. */
  only: string | null;
  /** Where what was found is kept; null: nowhere. */
  file: string | null;
  warn(details: object, message: string): void;
}

export class HostWays {
  readonly #parts: HostWaysParts;
  readonly #ways: Way[];
  #found: WayFinding[] | null = null;
  #trying: Promise<WayFinding[]> | null = null;

  constructor(parts: HostWaysParts) {
    this.#parts = parts;
    this.#ways = allWays(parts.runtimes);
  }

  /** Finds out, when nothing is known or something has changed. Never rejects; calls at one time share one try. */
  find(): Promise<WayFinding[]> {
    this.#trying ??= this.#find().finally(() => {
      this.#trying = null;
    });
    return this.#trying;
  }

  /** Why a machine with these needs cannot be made here; null: it can. */
  refusal(needs: Need[]): Refusal | null {
    if (needs.length === 0) return null;
    const chosen = this.#choose(needs);
    return 'refusal' in chosen ? chosen.refusal : null;
  }

  /** How such a machine is made. Throws `unsupported`. */
  choose(needs: Need[]): Way {
    const chosen = this.#choose(needs);
    if ('way' in chosen) return chosen.way;
    throw new SandboxError('unsupported', `${chosen.refusal.reason} ${chosen.refusal.remedy}`);
  }

  /** A way by its name, for a machine that was made so. Throws `unsupported` when the operator has taken it away. */
  named(name: string): Way {
    const way = this.#ways.find((one) => one.name === name);
    if (way) return way;
    throw new SandboxError(
      'unsupported',
      `This sandbox was made with ${name}, which this Sandlot no longer has. End it and start again.`,
    );
  }

  /** The way that is taken for such a machine, for a person; null when there is none. */
  title(needs: Need[]): string | null {
    const chosen = needs.length > 0 ? this.#choose(needs) : null;
    return chosen && 'way' in chosen ? chosen.way.title : null;
  }

  /** A line for each way, of what is known; none before anything is. */
  known(): Finding[] {
    const found = this.#found;
    if (!found) return [];
    return this.#ways.map((way) => {
      const { gives, reason, remedy } = found.find((one) => one.way === way.name) ?? NOT_TRIED;
      const barred = !way.forStrangers && this.#parts.trust === 'public';
      return {
        name: `Docker inside: ${way.name}`,
        ok: gives.length > 0 && !barred,
        reason: barred
          ? `${reason} Not used: this Sandlot is open to strangers (SANDLOT_TRUST=public).`
          : reason,
        remedy: barred ? ALLOW : gives.length > 0 ? '' : remedy,
      };
    });
  }

  #choose(needs: Need[]) {
    const { trust, only } = this.#parts;
    return chooseWay(needs, this.#ways, this.#found, trust, only);
  }

  async #find(): Promise<WayFinding[]> {
    const { images, warn } = this.#parts;
    try {
      if (!(await images.has(NESTED_IMAGE))) return this.#without('Its image is not built yet.');
      const image = await images.tag(NESTED_IMAGE);
      const of = await this.#fingerprint(image);
      const remembered = this.#remembered(of);
      this.#found = remembered ?? (await this.#try(image));
      if (!remembered) this.#remember(of, this.#found);
      return this.#found;
    } catch (error) {
      warn({ err: error }, 'cannot find out how to run Docker inside a sandbox');
      return this.#without('It could not be tried, since the engine did not answer.');
    }
  }

  /** One after another: side by side they would slow each other down to failure on a small host. */
  async #try(image: string): Promise<WayFinding[]> {
    const { engine, instance } = this.#parts;
    for (const { id } of await engine.containers({ [PROBE_LABEL]: instance }))
      await removed(() => engine.removeContainer(id)); // an earlier try was cut short
    const found: WayFinding[] = [];
    for (const way of this.#ways) found.push(await probeWay(engine, instance, image, way));
    return found;
  }

  #without(reason: string): WayFinding[] {
    this.#found = this.#ways.map(({ name }) => ({
      ...{ way: name, gives: [], reason },
      remedy: 'Run "sandlot images", then start Sandlot again.',
    }));
    return this.#found;
  }

  /** What the findings depend on. */
  async #fingerprint(image: string): Promise<string> {
    const { version, cgroupVersion, storage, runtimes } = await this.#parts.engine.info();
    const facts = [image, version, cgroupVersion, storage, runtimes, release(), this.#ways];
    return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
  }

  #remembered(of: string): WayFinding[] | null {
    if (!this.#parts.file) return null;
    try {
      const kept = Remembered.parse(JSON.parse(readFileSync(this.#parts.file, 'utf8')));
      return kept.of === of && Date.now() - kept.atMs < KNOWN_FOR_MS ? kept.found : null;
    } catch {
      return null; // none yet, or of another version
    }
  }

  #remember(of: string, found: WayFinding[]): void {
    // That nothing works may be the fault of a moment.
    if (!this.#parts.file || found.every(({ gives }) => gives.length === 0)) return;
    mkdirSync(dirname(this.#parts.file), { recursive: true });
    writeFileSync(this.#parts.file, JSON.stringify({ of, atMs: Date.now(), found }, null, 2));
  }
}

const ALLOW = 'SANDLOT_TRUST=classroom allows it, for people whom you can trust.';

const NOT_TRIED: WayFinding = {
  way: '',
  gives: [],
  reason: 'Not tried.',
  remedy: 'Run "sandlot doctor".',
};
