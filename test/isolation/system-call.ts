/** Scripts that make one call of the kernel's, for attempts. */

interface Numbers {
  x86_64: number;
  aarch64: number;
}

/** Prints REACHED unless the call is refused by EPERM or EACCES, or is not there. `prepare` and `args` are Python. */
export const call = (prepare: string, number: Numbers, args: string) => `python3 - <<'PYTHON'
import ctypes, errno, os, platform
libc = ctypes.CDLL(None, use_errno=True)
number = ${JSON.stringify(number)}[platform.machine()]
${prepare}
if libc.syscall(number, ${args}) >= 0 or ctypes.get_errno() not in (errno.EPERM, errno.EACCES, errno.ENOSYS): print("REACHED")
PYTHON`;
