'use client';
import type { ClusterState } from '@sandlot/protocol';
import { clsx } from 'clsx';
import { useMemo, useRef } from 'react';
import { count } from '../words/durations.ts';
import { arrangeCluster } from './arrange-cluster.ts';
import { NodeCard } from './node-card.tsx';
import { ServiceLines } from './service-lines.tsx';
import { ServiceRow } from './service-row.tsx';
import { useHighlight } from './use-highlight.ts';

interface ClusterBodyProps {
  state: ClusterState;
  /** See ClusterViewState. */
  namespace: string;
  /** It is what was last known. */
  stale: boolean;
  onAll: () => void;
}

/** Nodes with their pods, and beside them the Services. */
export function ClusterBody({ state, namespace, stale, onAll }: ClusterBodyProps) {
  const { groups, services, hidden, several } = useMemo(
    () => arrangeCluster(state, namespace),
    [state, namespace],
  );
  const highlight = useHighlight(services);
  const field = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={field}
      className={clsx(
        'relative @2xl:grid @2xl:grid-cols-[minmax(0,1fr)_minmax(200px,250px)] gap-4 px-3.5 pt-1 pb-4 transition-opacity duration-300',
        stale && 'opacity-55 saturate-50',
      )}
    >
      <section aria-label="Nodes and pods">
        <ul className="flex flex-wrap gap-2">
          {groups.map((group) => (
            <NodeCard key={group.node?.name ?? ''} group={group} highlight={highlight} several={several} />
          ))}
        </ul>
        <Rest state={state} hidden={hidden} onAll={onAll} />
      </section>
      <section aria-label="Services" className="@max-2xl:mt-4">
        <h3 className="sr-only">Services</h3>
        {services.length === 0 ? (
          <p className="px-1 py-1.5 text-2xs text-ink-3">No Services to show</p>
        ) : (
          <ul className="grid grid-cols-1 @max-2xl:grid-cols-[repeat(auto-fill,minmax(200px,1fr))] gap-1.5">
            {services.map((service) => (
              <ServiceRow key={service.key} service={service} highlight={highlight} several={several} />
            ))}
          </ul>
        )}
      </section>
      <ServiceLines field={field} service={highlight.service} state={state} />
    </div>
  );
}

/** What is not shown, and why. */
function Rest({
  state: { leftOut },
  hidden,
  onAll,
}: Pick<ClusterBodyProps, 'state' | 'onAll'> & { hidden: number }) {
  const many = [
    [leftOut.nodes, 'node'],
    [leftOut.pods, 'pod'],
    [leftOut.services, 'Service'],
  ] as const;
  const more = many.flatMap(([n, word]) => (n > 0 ? [count(n, word)] : []));
  if (more.length === 0 && hidden === 0) return null;
  return (
    <p className="mt-2 px-1 text-2xs text-ink-3">
      {more.length > 0 && `${more.join(', ')} more are not shown: that is too many for one view. `}
      {hidden > 0 && (
        <>
          {count(hidden, 'pod')} in other namespaces.{' '}
          <button type="button" onClick={onAll} className="text-accent underline underline-offset-2">
            Show all
          </button>
        </>
      )}
    </p>
  );
}
