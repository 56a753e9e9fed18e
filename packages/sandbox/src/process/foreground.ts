/** What has the keyboard of a machine's terminal, seen from the host. */
import { readFileSync } from 'node:fs';
import type { Foreground } from '../runtime.ts';
import { childrenOf, readStat } from './host-process.ts';

/** What carries bytes between our terminal and the machine's own: see machine-terminal.ts. */
const CARRIER = 'script';
/** How many programs enter a machine one after the other, at most. */
const DEPTH = 8;

function nameOf(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').replace(/\p{C}/gu, '') || null;
  } catch {
    return null;
  }
}

/** The shell on the machine's own terminal; null while there is none. */
function shellBehind(entering: number): number | null {
  for (let pid: number | undefined = entering, depth = 0; pid !== undefined && depth < DEPTH; depth++) {
    const [child]: number[] = childrenOf(pid);
    if (nameOf(pid) === CARRIER) return child ?? null;
    pid = child;
  }
  return null;
}

/** `entering` is the host's number of the program on our terminal. What cannot be known is null. */
export function foregroundOf(entering: number): Foreground {
  const shell = shellBehind(entering);
  const stat = shell === null ? null : readStat(shell);
  if (!stat || stat.foreground <= 0) return { shell: null, program: null };
  return { shell: stat.foreground === stat.group, program: nameOf(stat.foreground) };
}
