/** Attempts at keys: the kernel keeps them by user id, for all machines alike. */
import type { Attempt } from './attempts.ts';
import { call } from './system-call.ts';

const KEYCTL = { x86_64: 250, aarch64: 219 };

const ALL: Omit<Attempt, 'where'>[] = [
  {
    name: "a key of another's",
    script: ({ word }) => `python3 - <<'PYTHON'
import ctypes, platform
libc = ctypes.CDLL(None, use_errno=True)
keyctl = ${JSON.stringify(KEYCTL)}[platform.machine()]
# KEYCTL_SEARCH in the user keyring
if libc.syscall(keyctl, 10, -4, b"user", b"${word}", 0) >= 0: print("REACHED")
PYTHON`,
  },
  { name: 'the list of keys', script: ({ word }) => `grep -qs ${word} /proc/keys && echo REACHED` },
  {
    name: 'a session keyring, of which the host gives each user id only so many',
    script: () => call('', KEYCTL, '1, None'),
  },
  {
    name: 'a key, of which the host gives each user id only so many',
    // Into the keyring of the process, which goes with it.
    script: () => call('', { x86_64: 248, aarch64: 217 }, 'b"user", b"sandlot-attempt", b"x", 1, -2'),
  },
  {
    name: 'a key that a program of the host is started for',
    script: () => call('', { x86_64: 249, aarch64: 218 }, 'b"user", b"sandlot-attempt-none", None, 0'),
  },
];

export const KEY_ATTEMPTS: Attempt[] = ALL.map((one) => ({ ...one, where: '/proc/keys' }));
