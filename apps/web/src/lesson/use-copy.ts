'use client';
import { useEffect, useState } from 'react';
import { copyText } from '../terminal/clipboard.ts';

/** Copies a text; `copied` is true for a moment afterwards. */
export function useCopy(text: string): { copied: boolean; copy: () => void } {
  const [copiedAt, setCopiedAt] = useState<number | null>(null);
  useEffect(() => {
    if (copiedAt === null) return;
    const timer = setTimeout(() => setCopiedAt(null), 1600);
    return () => clearTimeout(timer);
  }, [copiedAt]);
  const copy = () => {
    void copyText(text).then((done) => done && setCopiedAt(Date.now()));
  };
  return { copied: copiedAt !== null, copy };
}
