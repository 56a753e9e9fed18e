'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useLesson } from './lesson-session.tsx';

/** The page's server may read a saved lesson a moment after the broker. */
const AGAIN_MS = 300;

/** Loads the text anew when its author has saved it; terminals and what was typed stay. `revision` is the page's. */
export function FollowRevision({ revision }: { revision: string }) {
  const { state } = useLesson();
  const router = useRouter();
  const stale = state.revision !== revision && state.revision !== '';
  useEffect(() => {
    if (!stale) return;
    router.refresh();
    const timer = setInterval(() => router.refresh(), AGAIN_MS);
    const giveUp = setTimeout(() => clearInterval(timer), 10 * AGAIN_MS);
    return () => {
      clearInterval(timer);
      clearTimeout(giveUp);
    };
  }, [stale, router]);
  return null;
}
