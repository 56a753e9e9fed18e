/**
 * What a hostile student tries, as scripts for a machine. Each prints REACHED when it got where it must not get, and
 * TRIED when it came to its end. Harmless where it succeeds: files are opened for writing and left as they are, a module
 * is an empty file, and what is read was put there to be found. Knows no runtime and no way.
 */

/** What the test has put on the host. */
export interface Canaries {
  /** In a file of the host, in a process's environment, and as the name of a key. */
  word: string;
  file: string;
  /** `major minor` of the disk that the engine keeps machines on. */
  disk: string;
}

export interface Attempt {
  name: string;
  script: (canaries: Canaries) => string;
}

const opens = (file: string) => `( : >>${file} ) 2>/dev/null && echo REACHED`;

/** Prints REACHED unless the call is refused by EPERM or EACCES, or is not there. */
const call = (
  prepare: string,
  number: { x86_64: number; aarch64: number },
  args: string,
) => `python3 - <<'PYTHON'
import ctypes, errno, os, platform
libc = ctypes.CDLL(None, use_errno=True)
number = ${JSON.stringify(number)}[platform.machine()]
${prepare}
if libc.syscall(number, ${args}) >= 0 or ctypes.get_errno() not in (errno.EPERM, errno.EACCES, errno.ENOSYS): print("REACHED")
PYTHON`;

const SOCKETS = '/run/docker.sock /var/run/docker.sock /run/containerd/containerd.sock';

export const ATTEMPTS: Attempt[] = [
  {
    name: 'a file of the host by its path',
    script: ({ file, word }) =>
      `for root in "" /proc/1/root /proc/1/cwd /proc/*/root; do grep -qs ${word} "$root${file}" && echo REACHED && break; done`,
  },
  {
    name: 'a file into a folder of the host',
    script: ({ file }) => `for root in "" /proc/1/root; do ( : >>"$root${file}.mark" ) 2>/dev/null; done`,
  },
  {
    name: "a device node of the host's disk",
    script: ({ disk }) => `mknod /tmp/disk.$$ b ${disk} 2>/dev/null && echo REACHED; rm -f /tmp/disk.$$`,
  },
  {
    name: "a process of the host's in /proc",
    script: ({ word }) =>
      `cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep -q "^CANARY=${word}$" && echo REACHED`,
  },
  { name: "the host's core pattern", script: () => opens('/proc/sys/kernel/core_pattern') },
  { name: "the host's module loader", script: () => opens('/proc/sys/kernel/modprobe') },
  { name: 'the SysRq trigger', script: () => opens('/proc/sysrq-trigger') },
  { name: 'the uevent helper', script: () => opens('/sys/kernel/uevent_helper') },
  {
    name: '/proc mounted anew',
    script: () => `mkdir -p /tmp/proc.$$; for how in "unshare -rmpf" "unshare -mpf" ""; do
$how sh -c "mount -t proc none /tmp/proc.$$ && : >>/tmp/proc.$$/sys/kernel/core_pattern" 2>/dev/null && echo REACHED && break
done; umount /tmp/proc.$$ 2>/dev/null`,
  },
  {
    name: 'a release agent',
    script: () => `mkdir -p /tmp/cg.$$; for type in rdma perf_event memory pids; do
for how in "unshare -rmC" "unshare -mC" "nsenter -t 1 -C unshare -m" "unshare -m"; do
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
    script: () =>
      call('fd = os.memfd_create("module")', { x86_64: 313, aarch64: 273 }, 'fd, ctypes.c_char_p(b""), 0'),
  },
  {
    name: 'another kernel to boot',
    script: () => call('', { x86_64: 246, aarch64: 104 }, '0, 0, None, 1 << 40'),
  },
  { name: 'kernel memory', script: () => `head -c1 /proc/kcore 2>/dev/null | grep -q . && echo REACHED` },
  { name: 'the kernel log', script: () => `dmesg >/dev/null 2>&1 && echo REACHED` },
  {
    name: "a key of another's",
    script: ({ word }) => `python3 - <<'PYTHON'
import ctypes, platform
libc = ctypes.CDLL(None, use_errno=True)
keyctl = {"x86_64": 250, "aarch64": 219}[platform.machine()]
# KEYCTL_SEARCH in the user keyring
if libc.syscall(keyctl, 10, -4, b"user", b"${word}", 0) >= 0: print("REACHED")
PYTHON`,
  },
  {
    name: 'a session keyring, of which the host gives each user id only so many',
    script: () => call('', { x86_64: 250, aarch64: 219 }, '1, None'),
  },
  {
    name: "the host's engine",
    script: () => `for socket in ${SOCKETS} $(find / -xdev -name 'docker*.sock' -type s 2>/dev/null); do
curl -s --max-time 2 --unix-socket $socket http://d/containers/json 2>/dev/null | grep -q sandlot.instance && echo REACHED && break; done`,
  },
];
