'use client';
import type { Problem } from '@sandlot/lesson';
import { AdminState } from '@sandlot/protocol';
import { CloudOff, Search, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { askBroker } from '../live/ask-broker.ts';
import type { Link } from '../live/live-state.ts';
import { useLiveState, webSocketUrl } from '../live/use-live-state.ts';
import { Button } from '../ui/button.tsx';
import { type Confirmation, ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { Pill } from '../ui/pill.tsx';
import { count } from '../words/durations.ts';
import { findSandboxes } from './find-sandboxes.ts';
import { HostCards } from './host-cards.tsx';
import { ReadySandboxes } from './ready-sandboxes.tsx';
import { RegistryMirror } from './registry-mirror.tsx';
import { type SandboxActions, SandboxTable } from './sandbox-table.tsx';
import { WaysInside } from './ways-inside.tsx';

/** Every sandbox of this host, live, and what an admin may do with it. */
export function SandboxesPage({ problems }: { problems: Problem[] }) {
  const [{ value: state, link, clockOffsetMs }, live] = useLiveState<AdminState>(
    { schema: AdminState, url: () => webSocketUrl('/ws/admin') },
    true,
  );
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [query, setQuery] = useState('');
  const act = async (method: 'POST' | 'DELETE', path: string) => {
    const answer = await askBroker(
      method,
      `/api/admin/sandboxes${path}`,
      AdminState,
      method === 'POST' ? {} : undefined,
    );
    if (!answer.ok) return answer.message;
    live.take(answer.value);
    return null;
  };
  const actions: SandboxActions = {
    extend: async (one) => setProblem(await act('POST', `/${one.id}/extend`)),
    reset: (one) =>
      setAsked({
        title: `Reset ${one.userName}’s sandbox?`,
        body: `All machines of “${one.lessonTitle}” are replaced by clean ones. What the student has passed stays passed.`,
        action: 'Reset',
        run: () => act('POST', `/${one.id}/reset`),
      }),
    remove: (one) =>
      setAsked({
        title: `Remove ${one.userName}’s sandbox?`,
        body: 'The student is told that an admin removed it, and may start another.',
        action: 'Remove',
        danger: true,
        run: () => act('DELETE', `/${one.id}`),
      }),
  };
  const removeAll = (all: number): Confirmation => ({
    title: `Remove all ${count(all, 'sandbox').replace('sandboxs', 'sandboxes')}?`,
    body: 'Every student is told that an admin removed it. What they have passed stays passed.',
    action: 'Remove all',
    danger: true,
    run: () => act('DELETE', ''),
  });
  const found = state ? findSandboxes(state.sandboxes, query) : [];
  return (
    <>
      <header className="mb-[18px] flex min-h-[30px] flex-wrap items-center gap-2.5">
        <h1 className="font-[650] text-xl tracking-tight">Sandboxes</h1>
        <LivePill link={link} />
        {state && state.sandboxes.length > 0 && (
          <Button
            kind="danger"
            className="ml-auto"
            onClick={() => setAsked(removeAll(state.sandboxes.length))}
          >
            Remove all…
          </Button>
        )}
      </header>
      {state && !state.engineUp && (
        <Notice tone="fail" role="alert" className="mb-4" icon={<CloudOff size={15} aria-hidden="true" />}>
          The engine does not answer. Sandboxes run on if it only restarts; nothing can be started or reset
          until it is back.
        </Notice>
      )}
      {problem && (
        <Notice tone="wait" role="alert" className="mb-4">
          {problem}
        </Notice>
      )}
      <HostCards state={state} />
      {state?.host.mirror && <RegistryMirror mirror={state.host.mirror} />}
      <label className="relative mt-[18px] mb-3 block max-w-[420px]">
        <span className="sr-only">Find a student, a lesson, a machine</span>
        <Search
          size={14}
          aria-hidden="true"
          className="-translate-y-1/2 absolute top-1/2 left-3 text-ink-3"
        />
        <input
          type="search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          placeholder="Find a student, a lesson, a machine…"
          className="h-8 w-full rounded-md border border-line-strong bg-panel pr-3 pl-8 text-ink text-sm placeholder:text-ink-3"
        />
      </label>
      <SandboxTable
        state={state}
        found={found}
        query={query}
        clockOffsetMs={clockOffsetMs}
        actions={actions}
      />
      {state && (
        <p className="mt-4 text-ink-3 text-xs">
          Runtime: {state.runtime}. {state.why}
        </p>
      )}
      {state && <ReadySandboxes pool={state.pool} />}
      {state && <WaysInside ways={state.ways} />}
      <BrokenLessons problems={problems} />
      <ConfirmDialog confirmation={asked} onClose={() => setAsked(null)} />
    </>
  );
}

function LivePill({ link }: { link: Link }) {
  if (link === 'open') {
    return (
      <Pill tone="pass" dot>
        Live
      </Pill>
    );
  }
  return <Pill dot>{link === 'reconnecting' || link === 'refused' ? 'Reconnecting…' : 'Connecting…'}</Pill>;
}

/** What an author has to mend, with the place and what would be right. */
function BrokenLessons({ problems }: { problems: Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <section aria-labelledby="broken" className="mt-10">
      <h2 id="broken" className="flex items-center gap-2 font-semibold text-md tracking-tight">
        <TriangleAlert size={15} aria-hidden="true" className="text-wait" /> Lessons that could not be loaded
      </h2>
      <ul className="mt-3 divide-y divide-line overflow-hidden rounded-xl border bg-panel">
        {problems.map(({ file, line, column, message, remedy }) => (
          <li key={`${file}:${line}:${column}:${message}`} className="px-4 py-2.5 text-sm">
            <code className="break-all font-mono text-ink-3 text-xs">
              {file}:{line}:{column}
            </code>
            <p className="mt-0.5">{message}</p>
            {remedy && <p className="text-ink-2">{remedy}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
