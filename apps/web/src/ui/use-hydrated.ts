'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** False on the server and while its page comes to life, then true: for what only a browser has. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
