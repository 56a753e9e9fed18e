'use client';
import type { MachineInfo } from '@sandlot/protocol';
import type { TerminalStatus } from '../../terminal/terminal-connection.ts';
import { statusNote } from '../../terminal/terminal-notices.ts';
import { Dot } from '../../ui/pill.tsx';
import { bytes } from '../../words/durations.ts';
import { useLesson } from '../lesson-session.tsx';
import type { TerminalTab } from './list-tabs.ts';
import { RecordingPill } from './recording-pill.tsx';
import type { TerminalGlance } from './terminal-glance.ts';
import type { DeckActions } from './use-deck-actions.tsx';

interface StatusLineProps {
  tab: TerminalTab;
  glance: TerminalGlance;
  live: boolean;
  actions: DeckActions;
}

/** Under the terminals, of the one that is used: which, how the line is, how large, and how to leave by keyboard. */
export function StatusLine({ tab, glance, live, actions }: StatusLineProps) {
  const { facts } = useLesson();
  const { status, cols, rows } = glance;
  const spec = facts.machines.find((one) => one.name === tab.machine);
  const line = lineWords(tab.on, status, live);
  const note = live ? statusNote(status) : null;
  const since = tab.info?.recordingSinceMs ?? null;
  return (
    <div className="tabular flex h-[34px] shrink-0 items-center gap-[18px] in-data-[keyboard=open]:hidden overflow-hidden whitespace-nowrap border-term-line border-t bg-term-2 px-3.5 text-2xs text-term-dim">
      <span className="font-medium text-term-ink">{tab.machine}</span>
      {live && since !== null && (
        <RecordingPill sinceMs={since} onStop={() => void actions.record(tab, false)} />
      )}
      {spec && <span className="max-xl:hidden">{bytes(spec.memoryBytes)} memory</span>}
      {cols > 0 && (
        <span className="phone:hidden">
          {cols} × {rows}
        </span>
      )}
      {note ? (
        <span className="truncate text-term-wait" title={note}>
          {note}
        </span>
      ) : (
        <span className="truncate phone:hidden">
          <Key>Ctrl</Key> <Key>Shift</Key> <Key>Enter</Key> leaves the terminal
        </span>
      )}
      <span className="ml-auto flex items-center gap-2" title={line.title}>
        <Dot className={line.dot} />
        {line.text}
      </span>
    </div>
  );
}

function Key({ children }: { children: string }) {
  return (
    <kbd className="rounded-[4px] border border-term-line bg-term-3 px-1 font-sans text-[10.5px]">
      {children}
    </kbd>
  );
}

function lineWords(
  machine: MachineInfo,
  status: TerminalStatus,
  live: boolean,
): { dot: string; text: string; title?: string } {
  if (!live) return { dot: 'text-term-dim', text: 'Ended' };
  if (machine.state === 'resetting' || machine.state === 'creating')
    return { dot: 'text-term-wait', text: 'Resetting' };
  if (machine.state === 'stopped') return { dot: 'text-term-fail', text: 'Stopped' };
  switch (status.kind) {
    case 'open': {
      const echo =
        status.echoMs === null ? '' : ` · ${status.echoMs < 1 ? '<1' : Math.round(status.echoMs)} ms`;
      return { dot: 'text-term-pass', text: `Connected${echo}`, title: 'The time from a key to its echo' };
    }
    case 'connecting':
      return { dot: 'text-term-wait animate-breathe', text: 'Connecting…' };
    case 'reconnecting':
      return { dot: 'text-term-wait animate-breathe', text: 'Reconnecting…' };
    case 'exited':
      return { dot: 'text-term-dim', text: 'Shell ended' };
    case 'closed':
      return { dot: 'text-term-fail', text: 'Closed' };
  }
}
