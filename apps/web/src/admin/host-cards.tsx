import type { AdminState } from '@sandlot/protocol';
import { bytes } from '../words/durations.ts';

interface CardFacts {
  label: string;
  value: string;
  of?: string;
  /** 0 to 1. */
  share: number;
}

/** What the host has left, at a glance. Without a state: the same cards, empty. */
export function HostCards({ state }: { state: AdminState | null }) {
  return (
    <dl className="grid grid-cols-4 gap-3.5 max-xl:grid-cols-2 phone:gap-2.5">
      {(state ? cardsOf(state) : EMPTY).map((card) => (
        <Card key={card.label} {...card} />
      ))}
    </dl>
  );
}

const EMPTY: CardFacts[] = ['Running', 'Memory', 'Load', 'Waiting in line'].map((label) => ({
  label,
  value: '–',
  share: 0,
}));

function cardsOf({ sandboxes, queued, limit, host }: AdminState): CardFacts[] {
  const running = sandboxes.filter((one) => one.state !== 'queued').length;
  return [
    { label: 'Running', value: String(running), of: `of ${limit}`, share: running / limit },
    {
      label: 'Memory',
      value: bytes(host.memoryUsedBytes),
      of: `of ${bytes(host.memoryBytes)}`,
      share: host.memoryUsedBytes / host.memoryBytes,
    },
    {
      label: 'Load',
      value: host.load1.toFixed(2),
      of: `on ${host.cores} cores`,
      share: host.load1 / host.cores,
    },
    {
      label: 'Waiting in line',
      value: String(queued),
      of: `${bytes(host.diskFreeBytes)} disk free`,
      share: queued / limit,
    },
  ];
}

function Card({ label, value, of, share }: CardFacts) {
  const tone = share > 0.85 ? 'bg-wait' : 'bg-accent';
  return (
    <div className="min-w-0 rounded-xl border bg-panel px-4 py-3.5 shadow-card phone:px-3">
      <dt className="font-medium text-ink-3 text-xs">{label}</dt>
      <dd className="tabular mt-0.5 truncate font-semibold text-xl tracking-tight">
        {value} {of && <span className="font-medium text-ink-3 text-sm tracking-normal">{of}</span>}
      </dd>
      <div aria-hidden="true" className="mt-2 h-[5px] overflow-hidden rounded-full bg-sunk">
        <div
          className={`h-full rounded-full transition-[width] duration-500 ${tone}`}
          style={{ width: `${Math.min(100, Math.max(0, share * 100))}%` }}
        />
      </div>
    </div>
  );
}
