/**
 * What a hostile student tries, as scripts for a machine. Each prints REACHED when it got where it must not get, and
 * TRIED when it came to its end. Harmless where it succeeds: files are opened for writing and left as they are, a module
 * is an empty file, and what is read was put there to be found. Knows no runtime and no way.
 */
import { KEY_ATTEMPTS } from './key-attempts.ts';
import { PROCESS_ATTEMPTS } from './process-attempts.ts';
import { call } from './system-call.ts';

/** What the test has put on the host. */
export interface Canaries {
  /** In a file of the host, in a process's environment, and as the name of a key. */
  word: string;
  file: string;
  /** A file that only its owner may read, with the word in reverse; the process has it open. */
  database: string;
  /** Of the process, on the host. */
  pid: number;
  /** `major minor` of the disk that the engine keeps machines on. */
  disk: string;
}

export interface Attempt {
  name: string;
  /** What the host's kernel has when there is something to reach; /proc when left out. */
  where?: string;
  script: (canaries: Canaries) => string;
}

const opens = (file: string) => `( : >>${file} ) 2>/dev/null && echo REACHED`;

const SOCKETS = '/run/docker.sock /var/run/docker.sock /run/containerd/containerd.sock';

export const ATTEMPTS: Attempt[] = [
  {
    name: 'a file of the host by its path',
    script: ({ file, word }) =>
      `for root in "" /proc/1/root /proc/1/cwd /proc/*/root; do grep -qs ${word} "$root${file}" && echo REACHED && break; done`,
  },
  {
    name: 'a file into a folder of the host',
    script: ({ file, pid }) =>
      `for root in "" /proc/1/root /proc/${pid}/root; do ( : >>"$root${file}.mark" ) 2>/dev/null; done`,
  },
  {
    name: "a device node of the host's disk",
    script: ({ disk }) => `mknod /tmp/disk.$$ b ${disk} 2>/dev/null && echo REACHED; rm -f /tmp/disk.$$`,
  },
  { name: "the host's core pattern", script: () => opens('/proc/sys/kernel/core_pattern') },
  {
    name: "the host's module loader",
    where: '/proc/sys/kernel/modprobe',
    script: () => opens('/proc/sys/kernel/modprobe'),
  },
  { name: 'the SysRq trigger', where: '/proc/sysrq-trigger', script: () => opens('/proc/sysrq-trigger') },
  {
    name: 'the uevent helper',
    where: '/sys/kernel/uevent_helper',
    script: () => opens('/sys/kernel/uevent_helper'),
  },
  {
    name: '/proc mounted anew',
    script: () => `mkdir -p /tmp/proc.$$; for how in "unshare -rmpf" "unshare -mpf" ""; do
$how sh -c "mount -t proc none /tmp/proc.$$ && : >>/tmp/proc.$$/sys/kernel/core_pattern" 2>/dev/null && echo REACHED && break
done; umount /tmp/proc.$$ 2>/dev/null`,
  },
  {
    name: 'a release agent',
    where: '/sys/fs/cgroup/memory',
    script: ({ pid }) => `mkdir -p /tmp/cg.$$; for type in rdma perf_event memory pids; do
for how in "unshare -rmC" "unshare -mC" "nsenter -t 1 -C unshare -m" "nsenter -t ${pid} -C unshare -m" "unshare -m"; do
$how sh -c "mount -t cgroup -o $type none /tmp/cg.$$ && : >>/tmp/cg.$$/release_agent" 2>/dev/null && echo REACHED && break 2
done; done; umount /tmp/cg.$$ 2>/dev/null`,
  },
  {
    name: "more of the machine's own memory",
    script: () => `for file in /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max; do
[ -e $file ] && ( cat $file >$file ) 2>/dev/null && echo REACHED; done`,
  },
  {
    name: 'a kernel module',
    where: '/proc/modules',
    script: () =>
      call('fd = os.memfd_create("module")', { x86_64: 313, aarch64: 273 }, 'fd, ctypes.c_char_p(b""), 0'),
  },
  {
    name: 'another kernel to boot',
    where: '/sys/kernel/kexec_loaded',
    script: () => call('', { x86_64: 246, aarch64: 104 }, '0, 0, None, 1 << 40'),
  },
  {
    name: 'kernel memory',
    where: '/proc/kcore',
    script: () => `head -c1 /proc/kcore 2>/dev/null | grep -q . && echo REACHED`,
  },
  { name: 'the kernel log', script: () => `dmesg >/dev/null 2>&1 && echo REACHED` },
  {
    name: "the host's engine",
    script: () => `for socket in ${SOCKETS} $(find / -xdev -name 'docker*.sock' -type s 2>/dev/null); do
curl -s --max-time 2 --unix-socket $socket http://d/containers/json 2>/dev/null | grep -q sandlot.instance && echo REACHED && break; done`,
  },
  ...PROCESS_ATTEMPTS,
  ...KEY_ATTEMPTS,
];
