'use client';
import { useCallback, useState } from 'react';
import { NEW_GLANCE, sameGlance, type TerminalGlance } from './terminal-glance.ts';

/** What each terminal shows of itself, by its key. */
export function useGlances() {
  const [all, setAll] = useState<Readonly<Record<string, TerminalGlance>>>({});
  const change = useCallback(
    (key: string, what: Partial<TerminalGlance>) =>
      setAll((before) => {
        const old = before[key] ?? NEW_GLANCE;
        const next = { ...old, ...what };
        return sameGlance(old, next) ? before : { ...before, [key]: next };
      }),
    [],
  );
  return { glanceOf: (key: string) => all[key] ?? NEW_GLANCE, change };
}
