/** Attempts at processes of the host, and at what they have open: by the numbers and paths that the host knows them by. */
import type { Attempt, Canaries } from './attempts.ts';
import { call } from './system-call.ts';

/** The program of the process that is aimed at, as the host sees it. */
export const SLEEP = ['sleep', '3599'];

/** Python that aims at `pid`, and at no process of the machine's own that has the same number there. */
const aimAt = ({ pid }: Canaries, body: string) => `python3 - <<'PYTHON'
import ctypes, errno, os, signal, sys
libc = ctypes.CDLL(None, use_errno=True)
pid = ${pid}
try:
    if open(f"/proc/{pid}/cmdline").read().split("\\0")[:2] != ${JSON.stringify(SLEEP)}: sys.exit()
except OSError: pass
${body}
PYTHON`;

/** Python: whether these bytes are the database's. Its word stands nowhere in a script, lest a script find itself. */
const isDatabase = ({ word }: Canaries) => `lambda found: b"${word}"[::-1] in found`;

export const PROCESS_ATTEMPTS: Attempt[] = [
  {
    name: "a process of the host's in /proc",
    script: ({ word }) =>
      `cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep -q "^CANARY=${word}$" && echo REACHED`,
  },
  {
    name: "a signal to a process of the host's",
    // One that it ignores.
    script: (canaries) =>
      aimAt(
        canaries,
        `try:
    os.kill(pid, signal.SIGURG)
    print("REACHED")
except OSError: pass
try:
    signal.pidfd_send_signal(os.pidfd_open(pid), signal.SIGURG)
    print("REACHED")
except OSError: pass`,
      ),
  },
  {
    name: "the memory of a process of the host's",
    script: (canaries) =>
      aimAt(
        canaries,
        `libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p]
libc.ptrace.restype = ctypes.c_long
# PTRACE_SEIZE does not stop it, and ends with this program.
if libc.ptrace(0x4206, pid, None, None) == 0: print("REACHED by ptrace")
class Piece(ctypes.Structure): _fields_ = [("at", ctypes.c_void_p), ("length", ctypes.c_size_t)]
own = ctypes.create_string_buffer(1)
libc.process_vm_readv(pid, ctypes.byref(Piece(ctypes.addressof(own), 1)), 1, ctypes.byref(Piece(8, 1)), 1, 0)
if ctypes.get_errno() == errno.EFAULT: print("REACHED by process_vm_readv")
try:
    open(f"/proc/{pid}/mem", "rb")
    print("REACHED by /proc")
except OSError: pass`,
      ),
  },
  {
    name: "an open file of a process of the host's",
    script: (canaries) =>
      aimAt(
        canaries,
        `is_database = ${isDatabase(canaries)}
try: target = os.pidfd_open(pid)
except OSError: sys.exit()
for number in range(16):
    fd = libc.syscall(438, target, number, 0) # pidfd_getfd
    try:
        if fd >= 0 and is_database(os.pread(fd, 4096, 0)): print("REACHED")
    except OSError: pass`,
      ),
  },
  {
    name: 'an open database by its path, and through /proc',
    script: (canaries) => `python3 - <<'PYTHON'
import glob, os, stat
is_database = ${isDatabase(canaries)}
roots = ["", "/proc/1/root", "/proc/1/cwd", *glob.glob("/proc/[0-9]*/root"), *glob.glob("/proc/[0-9]*/cwd")]
for file in [root + "${canaries.database}" for root in roots] + glob.glob("/proc/[0-9]*/fd/*"):
    try:
        if stat.S_ISREG(os.stat(file).st_mode) and is_database(open(file, "rb").read(4096)):
            print("REACHED")
            break
    except OSError: pass
PYTHON`,
  },
  {
    name: "a file of the host's disk by its number",
    script: () =>
      call(
        `class Handle(ctypes.Structure): _fields_ = [("bytes", ctypes.c_uint), ("type", ctypes.c_int), ("number", ctypes.c_uint * 2)]
handle = Handle(8, 1, (2, 0))
# The engine keeps this one on its disk.
fd = os.open("/etc/hostname", os.O_RDONLY)`,
        { x86_64: 304, aarch64: 265 },
        'fd, ctypes.byref(handle), 0',
      ),
  },
];
