import type { ReactNode } from 'react';

/** A page that holds one message: what is so, and what to do. */
export function FullPageMessage({ mark, title, children, actions }: FullPageMessageProps) {
  return (
    <main id="main" className="grid min-h-[calc(100dvh-52px)] place-items-center px-5 py-10">
      <div className="w-full max-w-[440px] animate-rise text-center">
        {mark && (
          <div className="mx-auto mb-5 grid size-12 place-items-center rounded-xl bg-sunk text-ink-3">
            {mark}
          </div>
        )}
        <h1 className="font-[650] text-xl tracking-tight">{title}</h1>
        <div className="mt-2 text-balance text-ink-2">{children}</div>
        {actions && <div className="mt-6 flex flex-wrap justify-center gap-2">{actions}</div>}
      </div>
    </main>
  );
}

interface FullPageMessageProps {
  mark?: ReactNode;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
}
