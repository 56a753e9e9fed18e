/** Processes of the host, known by number and start, so that a number that was given anew is not taken for the old one. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface HostProcess {
  pid: number;
  /** Clock ticks since boot, and the boot itself. */
  startTicks: number;
  bootId: string;
}

let boot = '';
/** Differs after each boot of the host. */
export function bootId(): string {
  boot ||= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return boot;
}

interface Stat {
  state: string;
  parent: number;
  /** Its process group, and the one that has its terminal's keyboard; -1 without a terminal. */
  group: number;
  foreground: number;
  /** Time used in user and kernel mode, by it and by the children that it has waited for. */
  cpuTicks: number;
  startTicks: number;
  /** 0 once it is ending, though it may wait to be taken note of. */
  addressBytes: number;
}

/** Reads /proc/PID/stat; null when there is no such process. */
export function readStat(pid: number): Stat | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The name, in brackets, may hold anything; what follows the last bracket is fields from the third on.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const number = (field: number) => Number(fields[field - 3]);
  return {
    state: fields[0] ?? '?',
    parent: number(4),
    group: number(5),
    foreground: number(8),
    cpuTicks: number(14) + number(15) + number(16) + number(17),
    startTicks: number(22),
    addressBytes: number(23),
  };
}

/** The process that has this number now; null when it has ended. */
export function hostProcess(pid: number): HostProcess | null {
  const stat = readStat(pid);
  return stat && isLive(stat) ? { pid, startTicks: stat.startTicks, bootId: bootId() } : null;
}

const isLive = (stat: Stat): boolean => stat.state !== 'Z' && stat.state !== 'X' && stat.addressBytes > 0;

/** Whether that very process still runs. */
export function isRunning(process: HostProcess): boolean {
  if (process.bootId !== bootId()) return false;
  const stat = readStat(process.pid);
  return stat !== null && isLive(stat) && stat.startTicks === process.startTicks;
}

/** Ends that very process; nothing to do when it has ended. */
export function killProcess(target: HostProcess): void {
  if (isRunning(target)) signalProcess(target.pid, 'SIGKILL');
}

/** The children of a process; none when it has ended. */
export function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Signals a process, or with a negative number its group, that may have ended. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Identifies the process namespace of a process; null when it has ended or is not ours to look at. */
export function pidNamespace(pid: number | string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return null;
  }
}

/** The live processes of a process namespace, by the host's numbers. */
export function processesIn(namespace: string | null): number[] {
  if (namespace === null) return [];
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all
    .filter((pid) => pidNamespace(pid) === namespace)
    .map(Number)
    .filter((pid) => hostProcess(pid) !== null);
}
