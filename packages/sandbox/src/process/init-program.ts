/**
 * The first process of a machine: a shell script that lays out the disk, says `ready` and then only adopts orphans.
 * It is written into the machine by bwrap, from a pipe, so nothing of it is a file of the host.
 */
import type { MachineSpec } from '../runtime.ts';
import { etcFiles } from './etc-files.ts';
import { DISK_BYTES, DISK_FILES, SHARED_MEMORY_BYTES } from './machine-limits.ts';
import { homeOf, STUDENT_UID } from './machine-login.ts';

/** Where the machine keeps the student's user namespace for those who enter. */
export const STUDENT_NAMESPACE = '/run/sandlot/student';
/** What init prints once the machine can be entered. */
export const READY = 'ready';

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * All users of a machine are one and the same to the host, so root cannot be kept from the student by ownership.
 * Folders that nobody may write bar only those without root's capabilities: the student, in a namespace below.
 */
const LAYOUT = `
mount --options-source=disable -o remount,nosuid,nodev,size=${DISK_BYTES},nr_inodes=${DISK_FILES} /
mount --options-source=disable -o remount,nosuid,nodev,size=${SHARED_MEMORY_BYTES},nr_inodes=4096 /dev/shm
mkdir -p /etc /home /media /mnt /opt /root /run/sandlot /run/lock /srv /tmp
mkdir -p /var/cache /var/lib /var/log /var/spool /var/tmp
chmod 1777 /dev/shm /tmp /var/tmp /run/lock
ln -sfn /run /var/run
ln -sfn ../usr/lib/os-release /etc/os-release
ln -sfn /proc/self/mounts /etc/mtab
`;

/** A user namespace lives as long as it is mounted; it can only be made by a process that is in it. */
const STUDENT = `
mkfifo /run/sandlot/made /run/sandlot/kept
: >${STUDENT_NAMESPACE}
unshare --user --map-user=${STUDENT_UID} --map-group=${STUDENT_UID} \\
  sh -c ': >/run/sandlot/made; read -r _ </run/sandlot/kept' &
: </run/sandlot/made
mount --bind "/proc/$!/ns/user" ${STUDENT_NAMESPACE}
: >/run/sandlot/kept
wait
rm /run/sandlot/made /run/sandlot/kept
`;

/** A killed sleep is replaced; TERM ends the machine, as it does on a server. */
const REST = `
trap 'exit 0' TERM
echo ${READY}
exec </dev/null >/dev/null 2>&1 3>&-
set +e
while :; do sleep 2147483647 & wait; done
`;

/** The script for `/bin/sh` as process 1 of this machine. */
export function initProgram(spec: Pick<MachineSpec, 'name' | 'user'>): string {
  const files = Object.entries(etcFiles(spec)).map(
    ([path, text]) => `printf %s ${quote(text)} >/etc/${path}; chmod 444 /etc/${path}`,
  );
  const home = quote(homeOf(spec.user));
  return [
    'set -e',
    'umask 022',
    LAYOUT,
    ...files,
    `mkdir -p ${home}; chmod 755 ${home}`,
    spec.user === 'root' ? '' : STUDENT,
    'chmod 444 /init',
    'chmod 555 / /etc /home /media /mnt /opt /run /run/sandlot /srv /var /var/cache /var/lib /var/log /var/spool',
    spec.user === 'root' ? '' : 'chmod 0 /root',
    REST,
  ].join('\n');
}
