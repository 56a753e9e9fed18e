'use client';
import { type AuditEntry, AuditPage } from '@sandlot/protocol';
import { ScrollText } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { askBroker } from '../live/ask-broker.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';

const WORDS: Record<AuditEntry['action'], string> = {
  'admin.enter': 'Became an admin',
  'sandbox.start': 'Started a sandbox',
  'sandbox.reset': 'Reset',
  'sandbox.extend': 'Extended',
  'sandbox.end': 'Ended',
  'sandbox.remove': 'Removed',
};

/** Who did what to which sandbox, the newest first, a page at a time. */
export function AuditTable() {
  const [entries, setEntries] = useState<AuditEntry[] | null>(null);
  const [next, setNext] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const load = useCallback(async (before: number | null) => {
    const query = before === null ? '' : `?before=${before}`;
    const answer = await askBroker('GET', `/api/admin/audit${query}`, AuditPage);
    setProblem(answer.ok ? null : answer.message);
    if (!answer.ok) return;
    setEntries((old) => (before === null ? answer.value.entries : [...(old ?? []), ...answer.value.entries]));
    setNext(answer.value.next);
  }, []);
  useEffect(() => void load(null), [load]);
  return (
    <>
      <header className="mb-[18px] flex min-h-[30px] items-center gap-2.5">
        <h1 className="font-[650] text-xl tracking-tight">Audit</h1>
        <Button kind="ghost" className="ml-auto" onClick={() => load(null)}>
          Refresh
        </Button>
      </header>
      {problem && (
        <Notice tone="wait" role="alert" className="mb-4">
          {problem}
        </Notice>
      )}
      {!entries && !problem && (
        <div aria-busy="true" className="h-40 animate-breathe rounded-xl border bg-panel" />
      )}
      {entries?.length === 0 && <Empty />}
      {entries && entries.length > 0 && <Entries entries={entries} />}
      {next !== null && (
        <div className="mt-4 text-center">
          <Button onClick={() => load(next)}>Older entries</Button>
        </div>
      )}
    </>
  );
}

function Entries({ entries }: { entries: AuditEntry[] }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, also by keyboard
      tabIndex={0}
      aria-label="Audit entries"
      className="overflow-x-auto rounded-xl border bg-panel shadow-card"
    >
      <table className="w-full min-w-[640px] border-collapse text-sm">
        <thead className="bg-sunk text-left text-ink-3 text-xs">
          <tr>
            {['When', 'Who', 'What', 'Sandbox', 'Detail'].map((title) => (
              <th key={title} className="px-3.5 py-2.5 font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id} className="border-line border-t align-top">
              <td className="tabular whitespace-nowrap px-3.5 py-2.5 text-ink-2">{moment(entry.atMs)}</td>
              <td className="px-3.5 py-2.5 font-mono text-xs leading-5">{entry.actor}</td>
              <td className="whitespace-nowrap px-3.5 py-2.5 font-medium">{WORDS[entry.action]}</td>
              <td className="px-3.5 py-2.5 font-mono text-xs leading-5">
                {entry.target === '*' ? '–' : entry.target}
              </td>
              <td className="px-3.5 py-2.5 text-ink-2">{entry.detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Empty() {
  return (
    <div className="rounded-xl border border-line-strong border-dashed px-6 py-14 text-center">
      <ScrollText size={24} aria-hidden="true" className="mx-auto text-ink-3" />
      <h2 className="mt-3 font-semibold text-md tracking-tight">Nothing has happened yet</h2>
      <p className="mt-1 text-ink-2 text-sm">Starts, resets, extensions and removals are written here.</p>
    </div>
  );
}

const MOMENT = {
  day: '2-digit',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const;
const moment = (atMs: number) => new Intl.DateTimeFormat('en-GB', MOMENT).format(atMs);
