'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useLesson } from './lesson-session.tsx';

const AGAIN_MS = 2000;

/** While what keeps this host from running the lesson passes by itself, asks again; the page's text stays as it is. */
export function AskAgain() {
  const { facts } = useLesson();
  const router = useRouter();
  const passing = facts.cannotRun?.passing ?? false;
  useEffect(() => {
    if (!passing) return;
    const timer = setInterval(() => router.refresh(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [passing, router]);
  return null;
}
