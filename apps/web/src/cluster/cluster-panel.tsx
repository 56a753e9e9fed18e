'use client';
import type { SandboxInfo } from '@sandlot/protocol';
import { Waypoints, X } from 'lucide-react';
import { useTerminals } from '../lesson/terminals/terminals-session.tsx';
import { Button } from '../ui/button.tsx';
import { isSystem } from './arrange-cluster.ts';
import { ClusterBody } from './cluster-body.tsx';
import { CLUSTER_ID } from './cluster-button.tsx';
import { ClusterNotice, ClusterPill } from './cluster-notice.tsx';
import { useClusterSession } from './cluster-session.tsx';
import { useCluster } from './use-cluster.ts';

/** What goes on in a machine's cluster, live and to look at only. */
export function ClusterPanel({ sandbox }: { sandbox: SandboxInfo }) {
  const { machines, view } = useClusterSession();
  const machine = machines.find((one) => one === view.machine) ?? machines[0] ?? '';
  return <MachineCluster key={machine} sandboxId={sandbox.id} machine={machine} />;
}

function MachineCluster({ sandboxId, machine }: { sandboxId: string; machine: string }) {
  const { view, change } = useClusterSession();
  const live = useCluster(sandboxId, machine);
  const state = live.value;
  const known = state !== null && state.nodes.length + state.pods.length + state.services.length > 0;
  const stale = live.link !== 'open' || state?.status !== 'live';
  const found = [...(state?.pods ?? []), ...(state?.services ?? [])].map((one) => one.namespace);
  return (
    <section
      id={CLUSTER_ID}
      aria-label="Cluster"
      className="@container flex h-full flex-col bg-paper"
      data-status={live.link === 'refused' ? 'refused' : (state?.status ?? 'connecting')}
    >
      <header className="flex h-10 shrink-0 items-center gap-2 pr-1.5 pl-3.5">
        <Waypoints size={15} aria-hidden="true" className="shrink-0 text-ink-3" />
        <h2 className="shrink-0 font-semibold text-ink text-xs">Cluster</h2>
        <MachineSelect machine={machine} />
        <ClusterPill live={live} />
        <span className="grow" />
        {known && (
          <NamespaceSelect
            value={view.namespace}
            found={found}
            onChange={(namespace) => change({ namespace })}
          />
        )}
        <CloseButton />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <ClusterNotice live={live} machine={machine} known={known} />
        {state && known && (
          <ClusterBody
            state={state}
            namespace={view.namespace}
            stale={stale}
            onAll={() => change({ namespace: '*' })}
          />
        )}
      </div>
    </section>
  );
}

const SELECT = 'h-7 min-w-0 rounded-sm border border-line-strong bg-panel px-1.5 text-2xs text-ink';

function MachineSelect({ machine }: { machine: string }) {
  const { machines, change } = useClusterSession();
  if (machines.length === 1) return null;
  return (
    <select
      aria-label="Whose cluster"
      value={machine}
      onChange={(event) => change({ machine: event.target.value })}
      className={`${SELECT} font-mono`}
    >
      {machines.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </select>
  );
}

interface NamespaceSelectProps {
  value: string;
  found: string[];
  onChange: (namespace: string) => void;
}

function NamespaceSelect({ value, found, onChange }: NamespaceSelectProps) {
  const named = value !== '' && value !== '*';
  const all = [...new Set([...found, ...(named ? [value] : [])])].sort();
  return (
    <select
      aria-label="Namespaces"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={`${SELECT} max-w-44 shrink`}
    >
      <option value="">Your namespaces</option>
      <option value="*">All namespaces</option>
      {all
        .toSorted((a, b) => Number(isSystem(a)) - Number(isSystem(b)))
        .map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
    </select>
  );
}

function CloseButton() {
  const { change } = useClusterSession();
  const { onPhone } = useTerminals();
  return (
    <Button
      kind="ghost"
      size="icon-sm"
      aria-label="Close the view of the cluster"
      // Over the terminals there is nothing else to go on from.
      autoFocus={onPhone}
      onClick={() => change({ open: false })}
    >
      <X size={14} aria-hidden="true" />
    </Button>
  );
}
