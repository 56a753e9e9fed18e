'use client';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { type DeckLayout, ONE_GROUP } from './deck-layout.ts';
import { keepLayout, readLayout } from './keep-layout.ts';

const PHONE = '(width < 48rem)';

function watchPhone(changed: () => void): () => void {
  const query = window.matchMedia(PHONE);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** True where there is room for one thing at a time; false on the server. */
export function useOnPhone(): boolean {
  return useSyncExternalStore(
    watchPhone,
    () => window.matchMedia(PHONE).matches,
    () => false,
  );
}

/** A lesson's layout of terminals, as it was left; on a phone in one group whatever was kept. */
export function useDeckLayout(lesson: string) {
  const [kept, setKept] = useState<DeckLayout>(ONE_GROUP);
  const onPhone = useOnPhone();
  // The server cannot know it: what was kept comes with hydration.
  useEffect(() => setKept(readLayout(lesson, localStorage)), [lesson]);
  const change = useCallback(
    (next: (layout: DeckLayout) => DeckLayout) =>
      setKept((old) => {
        const layout = next(old);
        if (layout !== old) keepLayout(lesson, layout, localStorage);
        return layout;
      }),
    [lesson],
  );
  const layout = onPhone ? { ...kept, split: null } : kept;
  return { layout, change, onPhone };
}
