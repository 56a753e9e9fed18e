/** When a sandbox ends by itself. Pure: times in, times out. */
import type { Limits } from '../config.ts';

export interface Lifetime {
  createdAtMs: number;
  /** End of its life as granted so far. */
  lifeEndMs: number;
  /** When somebody last had its page open; `connected` while somebody has. */
  lastSeenMs: number;
  connected: boolean;
}

/** When it will be removed if nothing changes. */
export function expiresAtMs(life: Lifetime, limits: Limits): number {
  return life.connected ? life.lifeEndMs : Math.min(life.lifeEndMs, life.lastSeenMs + limits.idleMs);
}

/** The end of life after Extend; the same when nothing more can be had. */
export function extended(life: Lifetime, limits: Limits): number {
  const most = life.createdAtMs + limits.maxLifeMs;
  return Math.max(life.lifeEndMs, Math.min(most, life.lifeEndMs + limits.extendMs));
}

/** A length of time for a person: "2 h", "1 h 30 min", "45 min", "20 s". */
export function spoken(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return `${Math.round(ms / 1000)} s`;
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
