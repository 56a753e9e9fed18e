/** Live figures of a machine, from the host's /proc. */
import { readFileSync } from 'node:fs';
import type { MachineStats } from '../runtime.ts';
import { pidNamespace, processesIn, readStat } from './host-process.ts';

const TICKS_PER_SECOND = 100; // USER_HZ: fixed on Linux
const PAGE_BYTES = 4096;

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** The process's share of memory; pages that several have count in parts. 0 when it has just ended. */
function memoryOf(pid: number): number {
  const share = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1];
  if (share !== undefined) return Number(share) * 1024;
  return Number(read(`/proc/${pid}/statm`).split(' ')[1] ?? 0) * PAGE_BYTES;
}

interface Sample {
  atMs: number;
  processes: Map<number, { ticks: number; parent: number }>;
}

function sample(pids: number[]): Sample {
  const processes: Sample['processes'] = new Map();
  for (const pid of pids) {
    const stat = readStat(pid);
    if (stat) processes.set(pid, { ticks: stat.cpuTicks, parent: stat.parent });
  }
  return { atMs: performance.now(), processes };
}

/** Remembers the last look at each machine, to tell how busy it was since. */
export class StatsReader {
  readonly #samples = new Map<string, Sample>();

  /** `key` names machine and generation. */
  read(key: string, init: number): MachineStats {
    const pids = processesIn(pidNamespace(init));
    const now = sample(pids);
    const before = this.#samples.get(key);
    this.#samples.set(key, now);
    return {
      memoryBytes: pids.reduce((sum, pid) => sum + memoryOf(pid), 0),
      memoryLimitBytes: null,
      cpu: before ? busy(before, now) : null,
    };
  }

  forget(prefix: string): void {
    for (const key of this.#samples.keys()) if (key.startsWith(prefix)) this.#samples.delete(key);
  }
}

function busy(before: Sample, now: Sample): number {
  let used = 0;
  for (const { ticks } of now.processes.values()) used += ticks;
  for (const [pid, { ticks, parent }] of before.processes) {
    // The time of one that has ended is now its parent's, or nobody's when that is gone or not of the machine.
    if (now.processes.has(pid) || now.processes.has(parent)) used -= ticks;
  }
  const seconds = Math.max(now.atMs - before.atMs, 1) / 1000;
  return Math.max(0, used) / TICKS_PER_SECOND / seconds;
}
