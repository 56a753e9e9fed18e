import type { ReactNode } from 'react';
import { Logo } from './logo.tsx';
import { SkipLink } from './skip-link.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** The bar of pages that are no lesson. */
export function TopBar({ children }: { children?: ReactNode }) {
  return (
    <>
      <SkipLink />
      <header className="sticky top-0 z-20 flex h-[52px] items-center gap-3.5 border-b bg-panel px-4">
        <Logo />
        <div className="ml-auto flex items-center gap-2">
          {children}
          <ThemeSwitch />
        </div>
      </header>
    </>
  );
}
