/** Turns the engine's raw figures into MachineStats. Remembers one measurement a container. */
import type { MachineStats } from '../runtime.ts';
import type { RawStats } from './engine.ts';

interface Measured {
  atMs: number;
  usedNs: number;
}

/** Above this the engine means "no limit". */
const NO_LIMIT_BYTES = 2 ** 53;

export class StatsReader {
  readonly #last = new Map<string, Measured>();

  /** Memory is without the page cache that the kernel can take back, as `docker stats` counts; cgroup v1 and v2. */
  read(containerId: string, raw: RawStats): MachineStats | null {
    const usedNs = raw.cpu_stats?.cpu_usage?.total_usage;
    const memory = raw.memory_stats;
    if (usedNs === undefined || memory?.usage === undefined) return null;
    const now = { atMs: Date.parse(raw.read), usedNs };
    const before = this.#last.get(containerId);
    this.#last.set(containerId, now);
    const passedMs = before ? now.atMs - before.atMs : 0;
    const cache = memory.stats?.total_inactive_file ?? memory.stats?.inactive_file ?? 0;
    const limit = memory.limit ?? 0;
    return {
      memoryBytes: Math.max(0, memory.usage - cache),
      memoryLimitBytes: limit > 0 && limit < NO_LIMIT_BYTES ? limit : null,
      cpu: before && passedMs > 0 ? Math.max(0, usedNs - before.usedNs) / (passedMs * 1e6) : null,
    };
  }

  forget(containerId: string): void {
    this.#last.delete(containerId);
  }
}
