/** What the machines of one product use by the engine's own figures, one of each for each machine. Knows no way. */
import { Engine } from '../packages/sandbox/src/docker/engine.ts';
import { LABEL } from '../packages/sandbox/src/docker/labels.ts';
import { StatsReader } from '../packages/sandbox/src/docker/machine-stats.ts';
import { writtenBytes } from '../packages/sandbox/src/docker/written-bytes.ts';
import { linuxImage } from './bare-engine.ts';

export interface Figures {
  /** Without the page cache that the kernel can take back; what runs in containers inside is part of it. */
  memoryBytes: number[];
  /** Their own layers, and the volumes of engines inside. */
  diskBytes: number[];
  /** Shares of one core since the look before; empty at the first. */
  cpu: number[];
}

export class MachineFigures {
  readonly #engine = new Engine();
  readonly #reader = new StatsReader();
  readonly #instance: string;

  /** `instance` is the label's value on all that the product has made. */
  constructor(instance: string) {
    this.#instance = instance;
  }

  /** Throws when there are not `count` machines, or the engine has no figures for one. */
  async look(count: number): Promise<Figures> {
    const found = await this.#engine.containers({ [LABEL.instance]: this.#instance });
    const machines = found.filter(({ labels }) => labels[LABEL.sandbox] !== undefined);
    if (machines.length !== count) throw new Error(`${machines.length} machines run, and ${count} should`);
    const stats = await Promise.all(
      machines.map(async ({ id }) => {
        const read = this.#reader.read(id, await this.#engine.stats(id));
        if (!read) throw new Error(`the engine has no figures for ${id}`);
        return read;
      }),
    );
    const written = await writtenBytes(this.#engine, this.#instance, await linuxImage());
    const bytesOf = (id: string) => {
      const bytes = written.get(id);
      if (bytes === undefined) throw new Error(`the engine has no size for ${id}`);
      return bytes;
    };
    return {
      memoryBytes: stats.map(({ memoryBytes }) => memoryBytes),
      diskBytes: machines.map(({ id }) => bytesOf(id)),
      cpu: stats.flatMap(({ cpu }) => cpu ?? []),
    };
  }
}
