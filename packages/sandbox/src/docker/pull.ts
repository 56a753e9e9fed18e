/** Pulls an image, as long as its registry keeps saying something. Knows no folder of ours. */
import { type Progress, SandboxError } from '../runtime.ts';
import type { Engine } from './engine.ts';

/** Of the engine, which tells of each half megabyte; nothing is so slow that still goes on. */
const PATIENCE_MS = 30_000;

/**
 * Makes sure that the engine has `reference`. Gives null, or why it cannot be pulled. Throws a SandboxError when that is
 * the engine's own fault. `patienceMs`: how long a registry may say nothing.
 */
export async function pull(
  engine: Engine,
  reference: string,
  progress: Progress,
  patienceMs = PATIENCE_MS,
): Promise<string | null> {
  if (await engine.hasImage(reference)) return null;
  progress(`Pulling ${reference}`);
  const silent = new AbortController();
  const timer = setTimeout(() => silent.abort(), patienceMs);
  try {
    await engine.pullImage(
      reference,
      ({ id, status }) => {
        timer.refresh();
        if (status) progress(`Pulling ${reference}: ${status}${id ? ` ${id}` : ''}`);
      },
      silent.signal,
    );
    return null;
  } catch (error) {
    if (silent.signal.aborted) return `its registry said nothing for ${patienceMs / 1000} s`;
    if (error instanceof SandboxError) throw error;
    return (error instanceof Error ? error.message : String(error)).trim();
  } finally {
    clearTimeout(timer);
  }
}
