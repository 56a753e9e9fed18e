/** Ends what has outlived its time, and removes from the engine what belongs to nobody. */
import type { Parts } from '../parts.ts';
import type { WarmPool } from '../pool/warm-pool.ts';
import { spoken } from './lifetime.ts';
import type { LiveSandbox } from './live-sandbox.ts';
import type { SandboxService } from './sandbox-service.ts';

/** How often lifetimes are looked at, and how often the engine is asked for orphans. */
export const REAP_EVERY_MS = { lifetimes: 2_000, orphans: 60_000 } as const;

const GONE = 'The machines of your sandbox vanished from the engine. Start it again.';

/** Ends each sandbox whose time is over. */
export async function reapExpired(parts: Parts, service: SandboxService): Promise<void> {
  const { limits, now } = parts;
  const over = service.all.filter((s) => s.alive && service.expiresAtMs(s) <= now());
  await Promise.all(over.map((sandbox) => endExpired(service, sandbox, limits, now())));
}

function endExpired(service: SandboxService, sandbox: LiveSandbox, limits: Parts['limits'], now: number) {
  if (sandbox.lifeEndMs <= now) {
    const age = spoken(sandbox.lifeEndMs - sandbox.createdAtMs);
    return service.end(
      sandbox,
      'expired',
      `Its time of ${age} was over. Start again for a clean one.`,
      'broker',
    );
  }
  const idle = spoken(limits.idleMs);
  return service.end(
    sandbox,
    'idle',
    `Nobody had its page open for ${idle}. Start again for a clean one.`,
    'broker',
  );
}

/** Removes what the engine has and nobody knows, and ends what everybody knows and the engine has not. */
export async function reapOrphans(
  parts: Parts,
  service: SandboxService,
  pool: Pick<WarmPool, 'has'> | null = null,
): Promise<void> {
  const before = new Set(service.all.filter((s) => s.state === 'ready').map((s) => s.id));
  const found = await parts.runtime.list();
  const there = new Set(found.filter((f) => f.machines.length > 0).map((f) => f.id));
  for (const { id } of found) if (!service.get(id) && !pool?.has(id)) await parts.runtime.remove(id);
  for (const id of before) {
    const sandbox = service.get(id);
    if (sandbox?.state === 'ready' && !there.has(id)) await service.end(sandbox, 'engine', GONE, 'broker');
  }
}

/** Runs both on the clock; a failure is logged and tried again. Returns the way to stop. */
export function startReaper(
  parts: Parts,
  service: SandboxService,
  pool: Pick<WarmPool, 'has'> | null = null,
): () => void {
  const every = (ms: number, work: () => Promise<void>) => {
    let running = false;
    return setInterval(() => {
      if (running) return;
      running = true;
      work()
        .catch((error) => parts.log.warn({ error }, 'reaper'))
        .finally(() => {
          running = false;
        });
    }, ms);
  };
  const timers = [
    every(REAP_EVERY_MS.lifetimes, () => reapExpired(parts, service)),
    every(REAP_EVERY_MS.orphans, async () => {
      if (parts.runtime.engineUp) await reapOrphans(parts, service, pool);
    }),
  ];
  return () => timers.forEach(clearInterval);
}
