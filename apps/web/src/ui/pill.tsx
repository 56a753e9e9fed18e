import { clsx } from 'clsx';
import type { ReactNode } from 'react';

const TONES = {
  plain: 'bg-sunk text-ink-2',
  pass: 'bg-pass-soft text-pass',
  wait: 'bg-wait-soft text-wait',
  fail: 'bg-fail-soft text-fail',
  accent: 'bg-accent-soft text-accent',
} as const;
export type Tone = keyof typeof TONES;

/** A short state in a coloured capsule. Colour never stands alone: the words say the same. */
export function Pill({ tone = 'plain', dot, className, children }: PillProps) {
  return (
    <span
      className={clsx(
        'inline-flex h-6 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-full px-[9px] font-medium text-xs',
        TONES[tone],
        className,
      )}
    >
      {dot && <Dot />}
      {children}
    </span>
  );
}

interface PillProps {
  tone?: Tone;
  dot?: boolean;
  className?: string;
  children: ReactNode;
}

/** A small round mark in the colour of the text around it. */
export function Dot({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={clsx('inline-block size-[7px] shrink-0 rounded-full bg-current', className)}
    />
  );
}
