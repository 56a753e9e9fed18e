'use client';
import { Waypoints } from 'lucide-react';
import { DeckButton } from '../lesson/terminals/deck-button.tsx';
import { useClusterSession } from './cluster-session.tsx';

export const CLUSTER_ID = 'cluster-view';

/** Opens and closes the view of the cluster; nothing where there is none. */
export function ClusterButton() {
  const { machines, view, change } = useClusterSession();
  if (machines.length === 0) return null;
  return (
    <DeckButton
      aria-label="Cluster"
      title={view.open ? 'Close the view of the cluster' : 'See the cluster'}
      aria-expanded={view.open}
      aria-controls={view.open ? CLUSTER_ID : undefined}
      className={view.open ? '!bg-term-3 !text-term-accent' : ''}
      onClick={() => change({ open: !view.open })}
    >
      <Waypoints size={15} aria-hidden="true" />
    </DeckButton>
  );
}
