'use client';
import type { ClusterPod, PodLook } from '@sandlot/protocol';
import { clsx } from 'clsx';
import { Check, Circle, CircleDashed, type LucideIcon, TriangleAlert, X } from 'lucide-react';
import { HintTooltip } from '../ui/hint-tooltip.tsx';
import { podKey, splitName } from './arrange-cluster.ts';
import type { Highlight } from './use-highlight.ts';

/** Colour never stands alone: each look has a sign of its own, and the word says the same. */
const LOOKS: Record<PodLook, { Icon: LucideIcon; className: string; fill?: boolean }> = {
  ready: { Icon: Circle, className: 'text-pass', fill: true },
  waiting: { Icon: CircleDashed, className: 'text-wait animate-breathe' },
  failed: { Icon: TriangleAlert, className: 'text-fail' },
  done: { Icon: Check, className: 'text-ink-3' },
  leaving: { Icon: X, className: 'text-ink-3' },
};

interface PodChipProps {
  pod: ClusterPod;
  /** It is no more, and about to vanish. */
  gone: boolean;
  highlight: Highlight;
  /** Its namespace is told too. */
  several: boolean;
}

/** One pod: how it stands and what it is called; more of it at hover and focus. */
export function PodChip({ pod, gone, highlight, several }: PodChipProps) {
  const { Icon, className, fill } = LOOKS[pod.look];
  const key = podKey(pod);
  const meant = highlight.hasPod(key);
  const [family, end] = splitName(pod.name);
  const quiet = pod.look === 'ready';
  return (
    <li
      aria-hidden={gone || undefined}
      data-pod={gone ? undefined : key}
      data-look={pod.look}
      data-meant={meant ?? undefined}
      className={clsx(
        'min-w-0 max-w-full animate-rise transition-[opacity,scale] duration-300',
        gone && 'pointer-events-none scale-90 opacity-0',
      )}
    >
      <HintTooltip text={<PodFacts pod={pod} />}>
        <button
          type="button"
          disabled={gone}
          onPointerEnter={() => highlight.point({ pod: key })}
          onPointerLeave={() => highlight.point(null)}
          onFocus={() => highlight.point({ pod: key })}
          onBlur={() => highlight.point(null)}
          className={clsx(
            'relative z-1 flex h-[26px] max-w-full cursor-default items-center gap-1.5 rounded-sm border px-2 font-mono text-2xs transition-colors duration-150',
            pod.look === 'leaving' ? 'border-dashed bg-sunk text-ink-3' : 'bg-panel text-ink',
            meant ? '!border-accent !bg-accent-soft' : 'border-line-strong',
            meant === false && '!border-line [&_*]:!text-ink-3',
          )}
        >
          <Icon
            size={fill ? 8 : 12}
            strokeWidth={2.4}
            aria-hidden="true"
            className={clsx('shrink-0', className)}
            fill={fill ? 'currentColor' : 'none'}
          />
          <span className="flex min-w-0">
            {several && <span className="truncate text-ink-3">{pod.namespace}/</span>}
            <span className="truncate">{family}</span>
            <span className="shrink-0 whitespace-pre">{end}</span>
          </span>
          <span className={clsx('shrink-0 font-sans', quiet ? 'sr-only' : 'text-ink-2')}>
            {pod.word === 'Running' && !quiet ? 'not ready' : pod.word}
          </span>
        </button>
      </HintTooltip>
    </li>
  );
}

function PodFacts({ pod }: { pod: ClusterPod }) {
  const facts: [string, string][] = [
    ['Status', pod.word],
    ['Ready', `${pod.ready} of ${pod.containers}`],
    ['Restarts', `${pod.restarts}`],
    ['Made by', pod.owner ?? 'nobody: it will not come back'],
    ['Address', pod.address ?? 'none yet'],
  ];
  return (
    <span className="block max-w-64 break-words">
      <span className="mb-1 block font-medium">
        {pod.namespace}/{pod.name}
      </span>
      {facts.map(([what, value]) => (
        <span key={what} className="block">
          <span className="opacity-70">{what}</span> {value}
        </span>
      ))}
    </span>
  );
}
