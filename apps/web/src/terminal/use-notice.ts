'use client';
import { useEffect, useState } from 'react';

/** Long enough to be read, however long it is. */
const readingMs = (text: string) => 4000 + text.length * 60;

/** A sentence that goes away by itself once it can have been read; the next one takes its place. */
export function useNotice(): [string | null, (text: string) => void] {
  const [notice, setNotice] = useState<{ text: string } | null>(null);
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => setNotice(null), readingMs(notice.text));
    return () => clearTimeout(timer);
  }, [notice]);
  return [notice?.text ?? null, (text) => setNotice({ text })];
}
