'use client';
import type { ClusterState } from '@sandlot/protocol';
import type { ReactNode } from 'react';
import type { LiveSnapshot } from '../live/live-state.ts';
import { useNow } from '../live/use-now.ts';
import { Dot, Pill, type Tone } from '../ui/pill.tsx';
import { clockTime, shortDuration } from '../words/durations.ts';

type Live = LiveSnapshot<ClusterState>;

/** In a word how the view stands; a screen reader hears each change. */
export function ClusterPill({ live: { link, value } }: { live: Live }) {
  const [tone, words] = pillWords(link, value);
  return (
    <span role="status" className="flex min-w-0">
      <Pill tone={tone} dot className="!h-[22px] !text-2xs">
        {words}
      </Pill>
    </span>
  );
}

function pillWords(link: Live['link'], value: ClusterState | null): [Tone, string] {
  if (link === 'refused') return ['fail', 'Closed'];
  if (value && link !== 'open') return ['wait', 'Reconnecting…'];
  switch (value?.status) {
    case 'live':
      return ['pass', 'Live'];
    case 'down':
      return ['fail', 'API server down'];
    case 'failed':
      return ['fail', 'Cannot be read'];
    case 'machine':
      return ['wait', 'Not reachable'];
    case 'no-kubectl':
    case 'no-config':
      return ['plain', 'No cluster yet'];
    default:
      return ['plain', 'Connecting…'];
  }
}

interface ClusterNoticeProps {
  live: Live;
  machine: string;
  /** Something of the cluster is shown below. */
  known: boolean;
}

/** What stands in the place of a cluster, or above one that is not to be reached now. */
export function ClusterNotice({
  live: { link, value, refusal, clockOffsetMs },
  machine,
  known,
}: ClusterNoticeProps) {
  const now = useNow(1000);
  if (link === 'refused') return <Middle title="This view has ended">{refusal}</Middle>;
  const since = value && (
    <>
      since {clockTime(value.sinceMs - clockOffsetMs)}
      {now !== null && ` (${shortDuration(now + clockOffsetMs - value.sinceMs)})`}
    </>
  );
  switch (value?.status) {
    case 'live':
      if (known) return null;
      return <Middle title="The cluster is empty">Not even a node is there yet.</Middle>;
    case 'down':
      return (
        <Trouble said={value.said}>
          The API server does not answer {since}.{known && ' Below is what it last said.'}
        </Trouble>
      );
    case 'failed':
      return (
        <Trouble said={value.said}>
          <code>kubectl</code> on {machine} cannot read the cluster {since}.
        </Trouble>
      );
    case 'machine':
      return <Middle title={`${machine} cannot be asked now`}>{value.said}</Middle>;
    case 'no-kubectl':
      return (
        <Middle title="No cluster yet">
          There is no <code>kubectl</code> on {machine}. When there is, its cluster is shown here.
        </Middle>
      );
    case 'no-config':
      return (
        <Middle title="No cluster yet">
          <code>kubectl</code> on {machine} knows of none. As soon as <code>~/.kube/config</code> names one,
          it is shown here.
        </Middle>
      );
    default:
      return (
        <Middle title="">
          <span className="inline-flex items-center gap-2">
            <Dot className="animate-breathe" />
            Asking {machine} for its cluster…
          </span>
        </Middle>
      );
  }
}

function Middle({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid h-full place-items-center px-6 pb-6 text-center">
      <div>
        {title && <p className="font-medium text-ink text-sm">{title}</p>}
        <p className="mt-0.5 max-w-[46ch] text-balance text-ink-2 text-xs [&_code]:font-mono [&_code]:text-ink">
          {children}
        </p>
      </div>
    </div>
  );
}

function Trouble({ said, children }: { said: string; children: ReactNode }) {
  return (
    <div className="mx-3.5 mt-1 mb-3 animate-rise rounded-md bg-fail-soft px-3 py-2 text-xs">
      <p className="tabular text-fail [&_code]:font-mono">{children}</p>
      {said && <p className="mt-0.5 break-words font-mono text-2xs text-ink-2">{said}</p>}
    </div>
  );
}
