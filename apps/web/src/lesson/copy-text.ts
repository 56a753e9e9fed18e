'use client';
import { useEffect, useState } from 'react';

/** Copies a text; `copied` is true for a moment afterwards. */
export function useCopy(text: string): { copied: boolean; copy: () => void } {
  const [copiedAt, setCopiedAt] = useState<number | null>(null);
  useEffect(() => {
    if (copiedAt === null) return;
    const timer = setTimeout(() => setCopiedAt(null), 1600);
    return () => clearTimeout(timer);
  }, [copiedAt]);
  const copy = () => {
    void writeClipboard(text).then((done) => done && setCopiedAt(Date.now()));
  };
  return { copied: copiedAt !== null, copy };
}

/** Without HTTPS a browser gives no clipboard, but still obeys the old command. */
async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.setAttribute('style', 'position:fixed;opacity:0');
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}
