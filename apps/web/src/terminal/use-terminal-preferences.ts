'use client';
import { useSyncExternalStore } from 'react';
import { PreferenceStore, type TerminalPreferences, USUAL_PREFERENCES } from './terminal-preferences.ts';

let store: PreferenceStore | null = null;

/** This browser's preferences for terminals. Not to be called on the server. */
export function terminalPreferences(): PreferenceStore {
  store ??= new PreferenceStore({
    storage: () => window.localStorage,
    onStorage: (listener) => window.addEventListener('storage', (event) => listener(event.key)),
  });
  return store;
}

/** The preferences for terminals, and the way to change some of them; every terminal of every tab follows. */
export function useTerminalPreferences(): [
  TerminalPreferences,
  (some: Partial<TerminalPreferences>) => void,
] {
  const value = useSyncExternalStore(
    (listener) => terminalPreferences().subscribe(listener),
    () => terminalPreferences().get(),
    () => USUAL_PREFERENCES,
  );
  return [value, (some) => terminalPreferences().change(some)];
}
