/**
 * Whether the engine's storage can limit what a container writes itself: found by a try, since each engine and file
 * system has its own conditions, and some take the limit and forget it. Knows no sandbox.
 */
import { randomBytes } from 'node:crypto';
import type { Finding } from '../runtime.ts';
import type { ContainerBody, Engine, EngineInfo } from './engine.ts';
import { LABEL } from './labels.ts';
import { removed } from './removed.ts';

const MIB = 2 ** 20;
/** The try's limit, and what it writes: much more, for storages that round. */
const TRY_BYTES = 16 * MIB;
const WRITTEN_BYTES = 128 * MIB;
const REFUSED = 0;
const NOTHING_WRITTEN = 3;
const TAKEN = 4;
const SCRIPT = `head -c ${MIB} /dev/urandom >/try || exit ${NOTHING_WRITTEN}
head -c ${WRITTEN_BYTES} /dev/urandom >/more && exit ${TAKEN}
exit ${REFUSED}`;

export interface StorageLimitParts {
  engine: Engine;
  instance: string;
  info(): Promise<EngineInfo>;
}

type Found = { able: true } | { able: false; why: string };

export class StorageLimit {
  readonly #parts: StorageLimitParts;
  #found: Promise<Found> | null = null;

  constructor(parts: StorageLimitParts) {
    this.#parts = parts;
  }

  /** The part of a HostConfig that limits what a container of the image may write; null where the storage cannot. */
  async options(image: string, bytes: number): Promise<ContainerBody | null> {
    const { able } = await this.find(image);
    return able ? this.#limited(image, bytes) : null;
  }

  /** Tries it with a container of the image, which has a shell, unless that is known. Never rejects. */
  find(image: string): Promise<Found> {
    this.#found ??= this.#try(image).catch((error: Error) => {
      this.#found = null; // what kept us from trying may be over soon
      return { able: false, why: error.message };
    });
    return this.#found;
  }

  /** The engine may have come back with another storage. */
  forget(): void {
    this.#found = null;
  }

  /** Waits for a try that is under way. */
  async close(): Promise<void> {
    await this.#found;
  }

  /** What `sandlot doctor` says; `image` null: there is none to try it with. */
  async finding(image: string | null): Promise<Finding> {
    const found = image
      ? await this.find(image)
      : { able: false, why: 'not tried, since no image is built yet' };
    const { storage } = await this.#parts.info();
    const reason =
      'why' in found
        ? `Machines are watched, and one that wrote more than its disk is ended; the engine's storage (${storage}) sets no limit: ${found.why}`
        : `The engine's storage (${storage}) lets no machine write more than its disk; engines inside are watched`;
    return { name: 'Disk limits', ok: true, reason, remedy: '' };
  }

  /** Btrfs counts what the image holds, too. */
  async #limited(image: string, bytes: number): Promise<ContainerBody> {
    const { engine, info } = this.#parts;
    const { storage } = await info();
    const base = storage === 'btrfs' ? await engine.imageBytes(image) : 0;
    return { StorageOpt: { size: String(base + bytes) } };
  }

  async #try(image: string): Promise<Found> {
    const { engine, instance } = this.#parts;
    const limited = await this.#limited(image, TRY_BYTES);
    const name = `sandlot-disk-${instance}-`;
    for (const cut of await engine.containers({ [LABEL.instance]: instance }))
      if (cut.name.startsWith(name)) await removed(() => engine.removeContainer(cut.id)); // an earlier try was cut short
    let id: string;
    try {
      id = await engine.createContainer(`${name}${randomBytes(4).toString('hex')}`, {
        Image: image,
        Cmd: ['/bin/sh', '-c', SCRIPT],
        Labels: { [LABEL.instance]: instance },
        HostConfig: { ...limited, NetworkMode: 'none', CapDrop: ['ALL'], LogConfig: { Type: 'none' } },
      });
    } catch (error) {
      if (!/storage|size|quota/i.test((error as Error).message)) throw error;
      return { able: false, why: (error as Error).message };
    }
    try {
      await engine.startContainer(id);
      const code = await engine.waitContainer(id);
      if (code === REFUSED) return { able: true };
      if (code === TAKEN) return { able: false, why: 'the engine takes one and does not keep to it' };
      throw new Error(`nothing could be written to try it (exit code ${code})`);
    } finally {
      await removed(() => engine.removeContainer(id));
    }
  }
}
