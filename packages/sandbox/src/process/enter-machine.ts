/** The commands that take a program from the host into a running machine, and never with more than a machine may. */
import type { MachineSpec } from '../runtime.ts';
import { STUDENT_NAMESPACE } from './init-program.ts';
import { limitArguments } from './machine-limits.ts';

/** What is known of a machine that runs, as far as entering it goes. */
export interface Entrance {
  spec: MachineSpec;
  /** The host's number of the machine's first process. */
  pid: number;
  /** The host's number of the machine's users; null when that is our own. */
  outerUid: number | null;
}

/** Puts a command under a machine's outer identity, with no way back to more. */
export function asOuterUser(outerUid: number | null, command: string[]): string[] {
  const identity = outerUid === null ? [] : [`--reuid=${outerUid}`, `--regid=${outerUid}`, '--clear-groups'];
  return ['setpriv', '--no-new-privs', ...identity, '--', ...command];
}

/**
 * Wraps a command so that it runs inside. root is root of the machine's own namespace; the student is in one
 * below it and has no power over the machine's mounts, names and network.
 */
export function enterCommand({ spec, pid, outerUid }: Entrance, user: string, command: string[]): string[] {
  const namespaces = ['--user', '--mount', '--pid', '--net', '--uts', '--ipc'];
  const asStudent =
    user === 'root' ? [] : ['nsenter', `--user=${STUDENT_NAMESPACE}`, '--preserve-credentials', '--'];
  return asOuterUser(outerUid, [
    ...['nsenter', `--target=${pid}`, ...namespaces, '--preserve-credentials', '--'],
    ...['prlimit', ...limitArguments(spec, user), '--'],
    ...asStudent,
    ...command,
  ]);
}
