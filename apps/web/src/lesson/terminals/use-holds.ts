'use client';
import { useRef, useState } from 'react';
import type { Modifiers } from '../../terminal/key-sequences.ts';
import { afterKey, type Hold, touched } from './modifier-hold.ts';

export type ModifierName = keyof Modifiers;

const OFF: Readonly<Record<ModifierName, Hold>> = { ctrl: 'off', alt: 'off' };

/** Ctrl and Alt of a key bar: touched once they hold for the next key, twice until they are touched again. */
export function useHolds() {
  const [holds, setHolds] = useState(OFF);
  const touchedAt = useRef<Record<ModifierName, number>>({ ctrl: 0, alt: 0 });
  const touch = (name: ModifierName) => {
    const now = performance.now();
    const since = now - touchedAt.current[name];
    touchedAt.current[name] = now;
    setHolds((all) => ({ ...all, [name]: touched(all[name], since) }));
  };
  /** A key has used them. */
  const used = () =>
    setHolds((all) =>
      all.ctrl === 'once' || all.alt === 'once' ? { ctrl: afterKey(all.ctrl), alt: afterKey(all.alt) } : all,
    );
  const modifiers: Modifiers = { ctrl: holds.ctrl !== 'off', alt: holds.alt !== 'off' };
  return { holds, modifiers, touch, used };
}
