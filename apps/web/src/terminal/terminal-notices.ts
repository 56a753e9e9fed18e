/** What a terminal tells its user beside what its program prints. */
import { bytes } from '../words/durations.ts';
import { INPUT_LIMITS } from './input-queue.ts';
import { keys, keysIn } from './keys-in.ts';

/** `3 KB`, `1.2 MB`, `2.1 GB`. */
export function sizeInWords(n: number): string {
  if (n < 1000) return `${n} bytes`;
  if (n < 1000 * 1024) return `${Math.round(n / 1024)} KB`;
  return n < 10 * 1024 ** 2 ? `${Math.round((n / 1024 ** 2) * 10) / 10} MB` : bytes(n);
}

export const NOTICES = {
  /** Stands in the screen itself, above what came after. */
  wentBy: (skipped: number) => `${sizeInWords(skipped)} went by unseen`,
  caughtUp: (skipped: number) =>
    `${sizeInWords(skipped)} went by unseen. The screen shows how things are now.`,
  newShell: 'the shell you had is gone; this is a new one',
  newShellAnd: (unsent: readonly Uint8Array[]) => {
    const count = keysIn(unsent);
    const lost =
      count === 0 ? '' : ` ${keys(count)} typed meanwhile ${count === 1 ? 'was' : 'were'} not sent.`;
    return `The shell you had is gone; this is a new one.${lost}`;
  },
  notSent: (count: number) =>
    `The line is cut; ${keys(count)} ${count === 1 ? 'was' : 'were'} not sent (at most ${INPUT_LIMITS.cutBytes / 1024} KB wait for it).`,
  tooMuch: `That is more than ${INPUT_LIMITS.openBytes / 1024 ** 2} MB at once, so nothing of it was sent. Drop it here as a file instead.`,
  uncertain: (unconfirmed: readonly Uint8Array[]) =>
    `The line was cut, and ${keys(keysIn(unconfirmed))} may not have arrived. Look before you type on.`,
} as const;

/** A word about the terminal that is open, for its status line; null when there is nothing to say. */
export function statusNote(status: { kind: string; durable?: boolean }): string | null {
  return status.kind === 'open' && status.durable === false
    ? 'This shell ends if the platform restarts.'
    : null;
}
