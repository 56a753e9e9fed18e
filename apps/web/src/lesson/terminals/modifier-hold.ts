/** A modifier on a touch screen's key bar: `once` holds for the next key, `locked` until it is touched again. */
export type Hold = 'off' | 'once' | 'locked';

/** A second touch that comes this soon after the first locks it. */
export const LOCKS_WITHIN_MS = 350;

/** What a touch makes of it. `sinceMs`: how long ago it was touched before. */
export function touched(hold: Hold, sinceMs: number): Hold {
  if (hold === 'off') return 'once';
  return hold === 'once' && sinceMs <= LOCKS_WITHIN_MS ? 'locked' : 'off';
}

/** What is left of it after a key. */
export function afterKey(hold: Hold): Hold {
  return hold === 'locked' ? 'locked' : 'off';
}
