import { clsx } from 'clsx';
import type { ReactNode } from 'react';

/** A calm line over the lower edge of a terminal. It takes no clicks, so that what is under it can be reached. */
export function TerminalBar({ tone = 'plain', silent, children }: TerminalBarProps) {
  return (
    <div
      aria-live={silent ? 'off' : undefined}
      className="flex max-w-full animate-rise items-center gap-2 rounded-md border border-term-line bg-term-2 px-3 py-1.5 text-term-ink text-xs shadow-float"
    >
      {tone !== 'plain' && (
        <span
          aria-hidden="true"
          className={clsx(
            'size-[7px] shrink-0 rounded-full bg-current',
            tone === 'wait' ? 'animate-breathe text-term-wait' : 'text-term-accent',
          )}
        />
      )}
      <span className="min-w-0 break-words">{children}</span>
    </div>
  );
}

interface TerminalBarProps {
  tone?: 'plain' | 'wait' | 'note';
  /** It changes too often to be read aloud. */
  silent?: boolean;
  children: ReactNode;
}
