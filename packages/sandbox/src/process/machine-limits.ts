/**
 * The bounds of a machine of this runtime. There is no limit for a machine as a whole as an engine has it (memory,
 * processor): each program has a bound of its own, and the disk is a memory disk of a fixed size.
 */
import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import type { MachineSpec } from '../runtime.ts';

/** All that a machine may write, its home and /tmp included. It lies in memory. */
export const DISK_BYTES = 256 * 2 ** 20;
export const DISK_FILES = 65_536;
/** /dev/shm. */
export const SHARED_MEMORY_BYTES = 64 * 2 ** 20;

const OPEN_FILES = { soft: 1024, hard: 4096 };

/** What this process may ask for at most, by the names of /proc/self/limits. */
export interface HardLimits {
  'Max processes': number;
  'Max open files': number;
  'Max data size': number;
}

/** Reads a text like /proc/self/limits. What is missing there counts as unlimited. */
export function parseHardLimits(text: string): HardLimits {
  const hard = (name: string): number => {
    const value = new RegExp(`^${name}\\s+\\S+\\s+(\\d+)`, 'm').exec(text)?.[1];
    return value === undefined ? Number.POSITIVE_INFINITY : Number(value);
  };
  return {
    'Max processes': hard('Max processes'),
    'Max open files': hard('Max open files'),
    'Max data size': hard('Max data size'),
  };
}

export const ownHardLimits = (): HardLimits => parseHardLimits(readFileSync('/proc/self/limits', 'utf8'));

/** Since Linux 5.14 processes are counted in each user namespace; before, together with all of the user's own. */
export function countsPerNamespace(kernel: string = release()): boolean {
  const [major = 0, minor = 0] = kernel.split('.').map(Number);
  return major > 5 || (major === 5 && minor >= 14);
}

/**
 * Arguments for prlimit(1). Scripts that run as root are not bound in their number, so that a check can tell what
 * is going on when the student has used up all processes.
 */
export function limitArguments(
  spec: Pick<MachineSpec, 'memoryBytes' | 'pids'>,
  user: string,
  hard: HardLimits = ownHardLimits(),
  perNamespace: boolean = countsPerNamespace(),
): string[] {
  const data = Math.min(spec.memoryBytes, hard['Max data size']);
  const files = Math.min(OPEN_FILES.hard, hard['Max open files']);
  const processes = Math.min(spec.pids, hard['Max processes']);
  return [
    '--core=0',
    `--data=${data}:${data}`,
    `--nofile=${Math.min(OPEN_FILES.soft, files)}:${files}`,
    ...(user !== 'root' && perNamespace ? [`--nproc=${processes}:${processes}`] : []),
  ];
}
