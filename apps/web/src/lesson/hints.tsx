import type { ReactNode } from 'react';

/** Those hints of a task that are open, the mildest first. */
export function Hints({ hints, opened }: { hints: ReactNode[]; opened: number }) {
  return hints.slice(0, opened).map((hint, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: hints have their order and nothing else
    <div key={index} className="mt-3 animate-rise border-accent border-l-2 pl-3.5">
      <p className="font-medium text-ink-3 text-xs">
        Hint {index + 1} of {hints.length}
      </p>
      <div className="prose mt-0.5">{hint}</div>
    </div>
  ));
}
