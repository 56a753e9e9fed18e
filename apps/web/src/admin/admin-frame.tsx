import { clsx } from 'clsx';
import { Boxes, ScrollText } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Logo } from '../ui/logo.tsx';
import { SkipLink } from '../ui/skip-link.tsx';
import { ThemeSwitch } from '../ui/theme-switch.tsx';

const PAGES = [
  { id: 'sandboxes', href: '/admin', label: 'Sandboxes', Icon: Boxes },
  { id: 'audit', href: '/admin/audit', label: 'Audit', Icon: ScrollText },
] as const;

/** The admin's pages: where one can go on the left, on a phone above. */
export function AdminFrame({ here, children }: { here: (typeof PAGES)[number]['id']; children: ReactNode }) {
  return (
    <div className="grid min-h-dvh grid-cols-[216px_minmax(0,1fr)] max-md:grid-cols-1 max-md:grid-rows-[auto_1fr]">
      <SkipLink />
      <nav
        aria-label="Admin"
        className="sticky top-0 flex h-dvh flex-col gap-0.5 border-r bg-panel px-3 py-4 max-md:z-20 max-md:h-auto max-md:flex-row max-md:items-center max-md:gap-1 max-md:border-r-0 max-md:border-b max-md:px-3 max-md:py-2"
      >
        <div className="px-2 pt-0.5 pb-[18px] max-md:p-0 max-md:pr-2">
          <Logo nameOnPhone={false} />
        </div>
        {PAGES.map(({ id, href, label, Icon }) => (
          <Link
            key={id}
            href={href}
            aria-current={id === here ? 'page' : undefined}
            className={clsx(
              'flex items-center gap-2.5 rounded-md px-2.5 py-[7px] font-medium text-sm',
              id === here ? 'bg-sunk text-ink' : 'text-ink-2 hover:bg-sunk',
            )}
          >
            <Icon size={15} aria-hidden="true" className="text-ink-3 phone:hidden" /> {label}
          </Link>
        ))}
        <div className="mt-auto max-md:mt-0 max-md:ml-auto">
          <ThemeSwitch />
        </div>
      </nav>
      <main id="main" className="min-w-0 px-[30px] py-6 phone:px-4">
        {children}
      </main>
    </div>
  );
}
