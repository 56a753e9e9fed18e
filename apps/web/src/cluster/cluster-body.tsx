'use client';
import type { ClusterState } from '@sandlot/protocol';
import { clsx } from 'clsx';
import { type ReactNode, useMemo, useRef } from 'react';
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
        'relative @2xl:grid @2xl:grid-cols-[minmax(0,1fr)_minmax(200px,250px)] gap-4 px-3.5 pt-1 pb-4 transition-[filter] duration-300',
        stale && 'grayscale',
      )}
    >
      <section aria-label="Nodes and pods">
        <Heading>Nodes and their pods</Heading>
        <LeftOut {...state.leftOut} />
        <ul className="flex flex-wrap gap-2">
          {groups.map((group) => (
            <NodeCard key={group.node?.name ?? ''} group={group} highlight={highlight} several={several} />
          ))}
        </ul>
        {hidden > 0 && (
          <p className="mt-2 px-1 text-2xs text-ink-3">
            {count(hidden, 'pod')} in other namespaces.{' '}
            <button type="button" onClick={onAll} className="text-accent underline underline-offset-2">
              Show all
            </button>
          </p>
        )}
      </section>
      <section aria-label="Services" className="@max-2xl:mt-4">
        <Heading>Services</Heading>
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

function Heading({ children }: { children: ReactNode }) {
  return <h3 className="mb-1 px-1 font-medium text-2xs text-ink-3">{children}</h3>;
}

/** A cluster may have more than one view holds. */
function LeftOut({ nodes, pods, services }: ClusterState['leftOut']) {
  const all = [
    [nodes, 'node'],
    [pods, 'pod'],
    [services, 'Service'],
  ] as const;
  const more = all.flatMap(([n, word]) => (n > 0 ? [count(n, word)] : []));
  if (more.length === 0) return null;
  return (
    <p className="mb-2 rounded-md bg-wait-soft px-2.5 py-1.5 text-2xs text-wait">
      {more.join(', ')} more are not shown: that is too many for one view.
    </p>
  );
}
