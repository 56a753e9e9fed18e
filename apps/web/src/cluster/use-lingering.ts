'use client';
import { useEffect, useState } from 'react';

/** As long as the transition of what goes. */
const GOING_MS = 320;

/** A list in which what has gone stays a moment, marked, so that it can be seen to go. */
export function useLingering<T>(list: T[], keyOf: (one: T) => string): { one: T; gone: boolean }[] {
  const [before, setBefore] = useState(list);
  const [going, setGoing] = useState<{ one: T; at: number }[]>([]);
  if (list !== before) {
    const keys = new Set(list.map(keyOf));
    const went = before.flatMap((one, at) => (keys.has(keyOf(one)) ? [] : [{ one, at }]));
    setBefore(list);
    setGoing((old) => [...old.filter(({ one }) => !keys.has(keyOf(one))), ...went]);
  }
  useEffect(() => {
    if (going.length === 0) return;
    const timer = setTimeout(() => setGoing([]), GOING_MS);
    return () => clearTimeout(timer);
  }, [going]);
  const shown = list.map((one) => ({ one, gone: false }));
  for (const { one, at } of going) shown.splice(Math.min(at, shown.length), 0, { one, gone: true });
  return shown;
}
