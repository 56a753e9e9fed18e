import { clsx } from 'clsx';
import Link from 'next/link';

/** The mark and the name, a link to the catalogue. */
export function Logo({ nameOnPhone = true }: { nameOnPhone?: boolean }) {
  return (
    <Link
      href="/"
      aria-label="Sandlot, all lessons"
      className="flex shrink-0 items-center gap-[9px] rounded-sm font-[650] text-md tracking-tight"
    >
      <span aria-hidden="true" className="logo-mark block size-5 rounded-sm" />
      <span className={clsx(!nameOnPhone && 'phone:hidden')}>Sandlot</span>
    </Link>
  );
}
