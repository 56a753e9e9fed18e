import type { AdminState } from '@sandlot/protocol';
import { Flame } from 'lucide-react';

/** Sandboxes that wait for a student. Nothing where the operator wants none. */
export function ReadySandboxes({ pool }: { pool: AdminState['pool'] }) {
  if (pool.length === 0) return null;
  return (
    <section aria-labelledby="ready" className="mt-10">
      <h2 id="ready" className="flex items-center gap-2 font-semibold text-md tracking-tight">
        <Flame size={15} aria-hidden="true" className="text-ink-3" /> Kept ready for Start
      </h2>
      <ul className="mt-3 divide-y divide-line overflow-hidden rounded-xl border bg-panel">
        {pool.map(({ playground, ready, wanted }) => (
          <li key={playground} className="flex items-center gap-3 px-4 py-2.5 text-sm">
            <code className="font-mono">{playground}</code>
            <span className="tabular ml-auto text-ink-2">
              {ready} of {wanted}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
