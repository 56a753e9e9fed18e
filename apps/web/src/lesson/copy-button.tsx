'use client';
import { Check, Copy } from 'lucide-react';
import { buttonClass } from '../ui/button.tsx';
import { useCopy } from './use-copy.ts';

/** Copies a piece of code. */
export function CopyButton({ text }: { text: string }) {
  const { copied, copy } = useCopy(text);
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      aria-label={copied ? 'Copied' : 'Copy'}
      onClick={copy}
      className={buttonClass({ kind: 'ghost', size: 'icon-sm' })}
    >
      <Icon size={13} aria-hidden="true" className={copied ? 'text-pass' : undefined} />
    </button>
  );
}

/** Code in the middle of a sentence that a click copies. */
export function CopyChip({ text }: { text: string }) {
  const { copied, copy } = useCopy(text);
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      aria-label={copied ? `Copied ${text}` : `Copy ${text}`}
      onClick={copy}
      className="inline-flex items-baseline gap-1.5 rounded-xs border bg-sunk px-1.5 font-medium font-mono text-[0.875em] text-ink leading-[1.5] hover:border-line-strong"
    >
      {text}
      <Icon size={10} aria-hidden="true" className={`self-center ${copied ? 'text-pass' : 'text-ink-3'}`} />
    </button>
  );
}
