'use client';
import { clsx } from 'clsx';
import { Dot } from '../ui/pill.tsx';
import type { DrawnService } from './arrange-cluster.ts';
import type { Highlight } from './use-highlight.ts';

interface ServiceRowProps {
  service: DrawnService;
  highlight: Highlight;
  several: boolean;
}

const MOST_DOTS = 12;

/** A Service: where it listens, and how many pods it has found. Pressed, its pods stay marked. */
export function ServiceRow({ service, highlight, several }: ServiceRowProps) {
  const { key, name, namespace, type, address, ports, selector, endpoints, ready, total } = service;
  const meant = highlight.hasService(key);
  const pinned = highlight.pinned === key;
  const pods = endpoints.map((one) => `${one.pod ?? one.address}${one.ready ? '' : ', not ready'}`);
  return (
    <li className="animate-rise">
      <button
        type="button"
        data-service={key}
        aria-pressed={pinned}
        onClick={() => highlight.pin(pinned ? null : key)}
        onPointerEnter={() => highlight.point({ service: key })}
        onPointerLeave={() => highlight.point(null)}
        onFocus={() => highlight.point({ service: key })}
        onBlur={() => highlight.point(null)}
        className={clsx(
          'block w-full rounded-md border px-2.5 py-1.5 text-left text-2xs transition-colors duration-150',
          meant ? 'border-accent bg-accent-soft' : 'bg-panel hover:border-line-strong',
          meant === false && '[&_*]:!text-ink-3',
        )}
      >
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 truncate font-medium font-mono text-ink text-xs">
            {several && <span className="font-normal text-ink-3">{namespace}/</span>}
            {name}
          </span>
          <span className="ml-auto shrink-0 text-ink-3">{type}</span>
        </span>
        <span className="tabular block truncate font-mono text-ink-3">
          {address === 'None' ? 'headless' : address} {ports.join(' ')}
        </span>
        <span className="mt-0.5 flex items-center gap-1.5 text-ink-2">
          {endpoints.slice(0, MOST_DOTS).map((one) => (
            <Dot
              key={one.pod ?? one.address}
              className={clsx('!size-1.5', one.ready ? 'text-pass' : 'text-wait')}
            />
          ))}
          <span className={clsx(total === 0 && selector && 'font-medium text-wait')}>
            {total > 0 ? `${ready} of ${total} ready` : selector ? 'No pods found' : 'Selects nothing'}
          </span>
          {selector && <span className="ml-auto min-w-0 truncate font-mono text-ink-3">{selector}</span>}
        </span>
        {pods.length > 0 && <span className="sr-only">Its pods: {pods.join('; ')}.</span>}
      </button>
    </li>
  );
}
