import type { AdminState } from '@sandlot/protocol';
import { Boxes } from 'lucide-react';
import { Pill } from '../ui/pill.tsx';

/** What this host can do for lessons with a Docker engine of their own: each way, why, and what would help. */
export function WaysInside({ ways }: { ways: AdminState['ways'] }) {
  if (ways.length === 0) return null;
  return (
    <section aria-labelledby="ways" className="mt-10">
      <h2 id="ways" className="flex items-center gap-2 font-semibold text-md tracking-tight">
        <Boxes size={15} aria-hidden="true" className="text-ink-3" /> Docker inside a sandbox
      </h2>
      <p className="mt-1 text-ink-2 text-sm">The first that gives what a lesson needs is taken.</p>
      <ul className="mt-3 divide-y divide-line overflow-hidden rounded-xl border bg-panel">
        {ways.map(({ name, ok, reason, remedy }) => (
          <li key={name} className="px-4 py-2.5 text-sm">
            <p className="flex items-center gap-2.5">
              <code className="font-mono">{name.replace(/^Docker inside: /, '')}</code>
              <Pill tone={ok ? 'pass' : 'plain'}>{ok ? 'Works' : 'Not used'}</Pill>
            </p>
            <p className="mt-0.5 text-ink-2">{reason}</p>
            {remedy && <p className="text-ink-3">{remedy}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
