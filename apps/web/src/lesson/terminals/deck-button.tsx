import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

/** A small square button in the bar over the terminals. */
export function DeckButton({ className, ...rest }: ComponentProps<'button'>) {
  return (
    <button
      type="button"
      className={clsx(
        'grid size-7 shrink-0 place-items-center rounded-sm text-term-dim transition-colors duration-100',
        'hover:bg-term-3 hover:text-term-ink data-popup-open:bg-term-3 data-popup-open:text-term-ink',
        'disabled:pointer-events-none disabled:opacity-40',
        className,
      )}
      {...rest}
    />
  );
}
