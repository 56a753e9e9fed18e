/** Pulls an image, as long as its registry keeps saying something. Knows no folder of ours. */
import { type Progress, SandboxError } from '../runtime.ts';
import type { Engine } from './engine.ts';

/** The engine tells of each half megabyte; nothing is so slow that still goes on. */
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
  /** Layer -> what was said of it last: an engine may say the same again while nothing comes. */
  const layers = new Map<string, { status: string; current: number }>();
  const silent = new AbortController();
  const timer = setTimeout(() => silent.abort(), patienceMs);
  try {
    await engine.pullImage(
      reference,
      ({ id = '', status = '', progressDetail: { current = 0 } = {} }) => {
        const before = layers.get(id);
        layers.set(id, { status, current });
        if (before?.status === status && before.current === current) return;
        timer.refresh();
        if (before?.status !== status) progress(`Pulling ${reference}: ${`${status} ${id}`.trim()}`);
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
