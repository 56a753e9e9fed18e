import type { MachineSpec } from '../runtime.ts';
import type { ContainerState } from './engine.ts';
import { formatBytes } from './format-bytes.ts';

const RESET = 'Reset gives a clean one.';

/** Why a machine does not run, for a person; names the limit when one ended it. */
export function stoppedMessage(
  spec: MachineSpec,
  state: Pick<ContainerState, 'created' | 'exitCode' | 'oomKilled'>,
): string {
  const machine = `Machine ${spec.name}`;
  const { created, exitCode, oomKilled } = state;
  if (created) return `${machine} was made and never started. ${RESET}`;
  if (oomKilled && exitCode === 137) {
    return `${machine} was ended because it used more than its ${formatBytes(spec.memoryBytes)} of memory. ${RESET}`;
  }
  if (exitCode === 137) return `${machine} was killed from outside. ${RESET}`;
  return `${machine} has ended: its main process was stopped (exit code ${exitCode}). ${RESET}`;
}

/** Why we have ended a machine, for a person. */
export const overDiskMessage = (spec: MachineSpec, bytes: number): string =>
  `Machine ${spec.name} was ended because ${formatBytes(bytes)} were written on it, and its disk has ${formatBytes(spec.diskBytes)}. ${RESET}`;

/** A machine that runs, but not the programs that we need. */
export const brokenMessage = (machine: string): string =>
  `Machine ${machine} cannot run programs any more: some that it needs are missing or broken. ${RESET}`;
