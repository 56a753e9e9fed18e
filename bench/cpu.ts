/** Processor time that has been used: by the host, by programs, and by what the engine runs for some containers. */
import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts in ticks of 10 ms for programs to read. */
const TICK_MS = 10;

/** All of the host's processors together, in ms. */
export function hostCpuMs(): number {
  const [, user, nice, system, , , irq, softIrq] = (
    readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
  ).split(/\s+/);
  return [user, nice, system, irq, softIrq].reduce((sum, ticks) => sum + Number(ticks), 0) * TICK_MS;
}

/** Of one process, in ms, with its children that have ended; 0 when it is gone. */
export function processCpuMs(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * TICK_MS;
  } catch {
    return 0;
  }
}

const processes = (): { pid: number; command: string[] }[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0') }];
      } catch {
        return []; // it ended while we looked
      }
    });

/** Where the engine's work for some containers is done. */
export interface EngineProcesses {
  daemons: number[];
  /** One for each container; what the engine runs in a container becomes its child. */
  shims: number[];
}

export function engineProcesses(containerIds: ReadonlySet<string>): EngineProcesses {
  const all = processes();
  const named = (name: string) =>
    all.filter(({ command }) => command[0]?.split('/').at(-1) === name).map(({ pid }) => pid);
  const shims = all.filter(
    ({ command }) =>
      command[0]?.includes('containerd-shim') && command.some((word) => containerIds.has(word)),
  );
  return { daemons: [...named('dockerd'), ...named('containerd')], shims: shims.map(({ pid }) => pid) };
}
