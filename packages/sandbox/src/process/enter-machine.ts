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

/**
 * Closes what the command is not meant to have: node-pty leaves the host's ends of its terminals open to all that we
 * start, and whoever started us may have left more. Then takes on the outer identity, with no way back to more.
 */
const CLOSE_OTHERS = `
last=$1; shift
for fd in /proc/self/fd/*; do
  fd=\${fd##*/}
  if [ "$fd" -gt "$last" ]; then eval "exec $fd>&-"; fi
done
exec setpriv --no-new-privs "$@"
`;

/** Puts a command under a machine's outer identity. It keeps the descriptors up to `lastFd`, and no other of ours. */
export function asOuterUser(outerUid: number | null, command: string[], lastFd: number): string[] {
  const identity = outerUid === null ? [] : [`--reuid=${outerUid}`, `--regid=${outerUid}`, '--clear-groups'];
  // --norc: with a socket as input bash takes itself for a remote login, and would run our own ~/.bashrc.
  return ['bash', '--norc', '-p', '-c', CLOSE_OTHERS, 'bash', `${lastFd}`, ...identity, '--', ...command];
}

/**
 * Wraps a command so that it runs inside. root is root of the machine's own namespace; the student is in one
 * below it and has no power over the machine's mounts, names and network.
 */
export function enterCommand(
  { spec, pid, outerUid }: Entrance,
  user: string,
  command: string[],
  lastFd: number,
): string[] {
  const namespaces = ['--user', '--mount', '--pid', '--net', '--uts', '--ipc'];
  const asStudent =
    user === 'root' ? [] : ['nsenter', `--user=${STUDENT_NAMESPACE}`, '--preserve-credentials', '--'];
  const inside = [
    ...['nsenter', `--target=${pid}`, ...namespaces, '--preserve-credentials', '--'],
    ...['prlimit', ...limitArguments(spec, user), '--'],
    ...asStudent,
    ...command,
  ];
  return asOuterUser(outerUid, inside, lastFd);
}
