import { clsx } from 'clsx';

/** Beside words that say what is waited for. `className` gives the border's colour. */
export function Spinner({ className }: { className: string }) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'size-4 shrink-0 animate-spin-slow rounded-full border-2 border-t-transparent',
        className,
      )}
    />
  );
}
