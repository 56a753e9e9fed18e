'use client';
import type { ClusterPod } from '@sandlot/protocol';
import { clsx } from 'clsx';
import { Dot } from '../ui/pill.tsx';
import { count } from '../words/durations.ts';
import { type NodeGroup, podKey } from './arrange-cluster.ts';
import { PodChip } from './pod-chip.tsx';
import type { Highlight } from './use-highlight.ts';
import { useLingering } from './use-lingering.ts';

interface NodeCardProps {
  group: NodeGroup;
  highlight: Highlight;
  several: boolean;
}

/** A pod that is made anew under its old name is another; what a machine says of uids need not be so. */
const keyOf = (pod: ClusterPod): string => `${podKey(pod)} ${pod.uid}`;

/** A node with its pods; or, without a node, the pods that wait for one. */
export function NodeCard({ group: { node, pods }, highlight, several }: NodeCardProps) {
  const shown = useLingering(pods, keyOf);
  const name = node?.name ?? 'Not on a node yet';
  return (
    <li
      data-node={node?.name ?? ''}
      className={clsx(
        'min-w-0 flex-[1_1_230px] animate-rise rounded-lg border px-3 pt-2 pb-3',
        node ? 'bg-sunk' : 'border-dashed border-line-strong',
      )}
    >
      <h4 className="flex h-6 items-center gap-2 text-xs">
        <span className={clsx('min-w-0 shrink-[0.2] truncate font-medium text-ink', node && 'font-mono')}>
          {name}
        </span>
        {node?.role && !node.name.endsWith(node.role) && (
          <span className="min-w-0 truncate text-2xs text-ink-3">{node.role}</span>
        )}
        {node && (
          <span
            className={clsx(
              'ml-auto flex shrink-0 items-center gap-1.5 text-2xs',
              node.ready ? 'text-ink-2' : 'font-medium text-fail',
            )}
          >
            <Dot className={node.ready ? 'text-pass' : ''} />
            {node.word}
          </span>
        )}
      </h4>
      {shown.length === 0 ? (
        <p className="mt-1.5 flex h-[26px] items-center text-2xs text-ink-3">No pods to show</p>
      ) : (
        <ul
          aria-label={`${count(pods.length, 'pod')}, ${name}`}
          className="mt-1.5 flex min-h-[26px] flex-wrap gap-1.5"
        >
          {shown.map(({ one, gone }) => (
            <PodChip key={keyOf(one)} pod={one} gone={gone} highlight={highlight} several={several} />
          ))}
        </ul>
      )}
    </li>
  );
}
