/**
 * How bubblewrap builds a machine: new namespaces of every kind, the host's programs read-only, all else empty.
 * No --die-with-parent: a machine outlives the process that made it.
 */
import { lstatSync } from 'node:fs';
import { SHARED_ETC } from './etc-files.ts';

/** The maker of a machine writes process 1's program to its other end. */
export const PROGRAM_FD = 3;

const NAMESPACES = ['user', 'pid', 'net', 'uts', 'ipc'].map((kind) => `--unshare-${kind}`);
/** Links into /usr on today's systems, folders on older ones. */
const TOP = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];

function topFolder(path: string): string[] {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return [];
  return stat.isSymbolicLink() ? ['--symlink', `usr${path}`, path] : ['--ro-bind', path, path];
}

/**
 * Arguments for bwrap. The machine's first process is `sh /init`, its text comes through PROGRAM_FD.
 * bwrap is not asked for that process's number (--info-fd): it would stay half-way when we died before reading it.
 */
export function bwrapArguments(hostname: string): string[] {
  return [
    ...NAMESPACES,
    '--unshare-cgroup-try',
    ...['--uid', '0', '--gid', '0', '--hostname', hostname],
    // Process 1 mounts and sets up; the student's shells have none of these.
    ...['--as-pid-1', '--cap-add', 'ALL'],
    ...['--tmpfs', '/', '--ro-bind', '/usr', '/usr'],
    ...TOP.flatMap(topFolder),
    ...SHARED_ETC.flatMap((name) => ['--ro-bind-try', `/etc/${name}`, `/etc/${name}`]),
    ...['--proc', '/proc', '--dev', '/dev', '--tmpfs', '/dev/shm', '--remount-ro', '/dev'],
    ...['--file', `${PROGRAM_FD}`, '/init', '--chdir', '/'],
    ...['--', '/bin/sh', '/init'],
  ];
}
