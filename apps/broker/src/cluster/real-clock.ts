import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './bounded-lines.ts';

/** Time as it goes by; `now` may be ahead of it. */
export const realClock = (now: () => number): Clock => ({
  now,
  wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
});
