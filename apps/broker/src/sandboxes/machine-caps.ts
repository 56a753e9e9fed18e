/** The operator's caps on machines: what is above one is refused or lowered, never cut in silence. Knows no engine. */
import type { Playground } from '@sandlot/lesson';

/** Infinity where the operator set none. */
export interface MachineCaps {
  memoryBytes: number;
  cpus: number;
  pids: number;
  /** Machines of one playground. */
  machines: number;
}

const MIB = 2 ** 20;
/** As playgrounds spell it. */
const spelled = (bytes: number): string =>
  bytes % (1024 * MIB) === 0 ? `${bytes / (1024 * MIB)}GiB` : `${bytes / MIB}MiB`;

/** Why a playground is too large; null when it is not. A program that lacks memory is killed, so less is no way out. */
export function aboveCaps(
  { machines }: Pick<Playground, 'machines'>,
  caps: MachineCaps,
): { reason: string; remedy: string } | null {
  if (machines.length > caps.machines) {
    return {
      reason: `It has ${machines.length} machines, and SANDLOT_MAX_MACHINES allows ${caps.machines}.`,
      remedy: 'An admin can raise it, or its author split the playground in two.',
    };
  }
  const large = machines.find(({ memoryBytes }) => memoryBytes > caps.memoryBytes);
  if (!large) return null;
  return {
    reason: `Machine ${large.name} asks for ${spelled(large.memoryBytes)} of memory, and SANDLOT_MAX_MACHINE_MEMORY allows ${spelled(caps.memoryBytes)}.`,
    remedy: 'An admin can raise it, or its author lower "memory" in the playground.',
  };
}

/** The same playground with no more processor and processes than the caps: it is slower, and does the same. */
export function lowered(playground: Playground, caps: MachineCaps): Playground {
  if (playground.machines.every(({ cpus, pids }) => cpus <= caps.cpus && pids <= caps.pids))
    return playground;
  const machines = playground.machines.map((machine) => ({
    ...machine,
    cpus: Math.min(machine.cpus, caps.cpus),
    pids: Math.min(machine.pids, caps.pids),
  }));
  return { ...playground, machines };
}
