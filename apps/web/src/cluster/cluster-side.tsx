'use client';
import type { SandboxInfo } from '@sandlot/protocol';
import type { ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useTerminals } from '../lesson/terminals/terminals-session.tsx';
import { ClusterPanel } from './cluster-panel.tsx';
import { useClusterSession } from './cluster-session.tsx';

const VIEW = 'above-terminals';

interface ClusterSideProps {
  sandbox: SandboxInfo;
  /** False once the sandbox is gone. */
  live: boolean;
  /** The terminals: they stay as they are when the view opens and closes. */
  children: ReactNode;
}

/** The view of the cluster above the terminals, with a divider between; on a phone over them. */
export function ClusterSide({ sandbox, live, children }: ClusterSideProps) {
  const { machines, view, change } = useClusterSession();
  const { onPhone } = useTerminals();
  if (machines.length === 0) return children;
  const open = live && view.open;
  // Another sandbox has another cluster: nothing of the old one is shown.
  const panel = open && <ClusterPanel key={sandbox.id} sandbox={sandbox} />;
  return (
    <div className="relative h-full">
      <Group
        id="cluster-and-terminals"
        orientation="vertical"
        onLayoutChanged={(sizes, { isUserInteraction }) =>
          isUserInteraction && sizes[VIEW] && change({ share: Math.min(90, Math.max(10, sizes[VIEW])) })
        }
        className="min-h-0"
      >
        {panel && !onPhone && (
          <Panel id={VIEW} defaultSize={`${view.share}%`} minSize="132px" className="min-h-0">
            {panel}
          </Panel>
        )}
        {panel && !onPhone && (
          <Separator
            id="cluster-divider"
            aria-label="Height of the cluster"
            className="h-px bg-line-strong transition-colors hover:bg-accent focus-visible:z-10 data-[separator=active]:bg-accent data-[separator=drag]:bg-accent"
          />
        )}
        <Panel id="under-cluster" minSize="160px" className="min-h-0">
          {children}
        </Panel>
      </Group>
      {panel && onPhone && <div className="absolute inset-0 z-20">{panel}</div>}
    </div>
  );
}
