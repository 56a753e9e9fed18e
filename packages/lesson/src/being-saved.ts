/** Whether files may be half saved: most editors empty a file, and write it a moment later. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** So long after it was last written a file may not be whole yet. */
export const SAVING_MS = 100;

/** Milliseconds until each of `files` has been left alone for 100 ms; 0 when all have. A file that is gone counts as whole. */
export function unsavedMs(files: Iterable<string>, nowMs: number): number {
  let left = 0;
  for (const file of files) {
    const agoMs = nowMs - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    // The clocks of files and programs are a little apart; one that runs far ahead, as another host's may, tells nothing.
    if (agoMs > -SAVING_MS) left = Math.max(left, Math.min(SAVING_MS, SAVING_MS - agoMs));
  }
  return Math.ceil(left);
}

/** Whether anything in `folder`, at any depth, was written less than 100 ms ago. */
export function isBeingSaved(folder: string, nowMs: number): boolean {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return false;
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return unsavedMs([folder, ...entries.map((entry) => path.join(folder, entry))], nowMs) > 0;
}
