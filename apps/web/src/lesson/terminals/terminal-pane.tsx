'use client';
import { type ReactNode, useEffect, useRef } from 'react';
import type { TerminalHandle, TerminalViewProps } from '../../terminal/terminal-view.tsx';
import { Button } from '../../ui/button.tsx';
import { useLesson } from '../lesson-session.tsx';
import type { TerminalTab } from './list-tabs.ts';
import { PaneCard, Resetting, Stopped } from './pane-states.tsx';
import { MAIN } from './terminal-address.ts';
import type { TerminalGlance } from './terminal-glance.ts';
import { useTerminals } from './terminals-session.tsx';
import type { DeckActions } from './use-deck-actions.tsx';
import { WaitingBar } from './waiting-bar.tsx';

type TerminalEvents = Pick<
  TerminalViewProps,
  'onHandle' | 'onStatus' | 'onSize' | 'onLeave' | 'onBell' | 'onTitle' | 'onRun'
>;

interface TerminalPaneProps {
  tab: TerminalTab;
  live: boolean;
  shown: boolean;
  glance: TerminalGlance;
  onGlance: (change: Partial<TerminalGlance>) => void;
  actions: DeckActions;
  terminal: (events: TerminalEvents) => ReactNode;
}

/** One terminal, and what is in its place or over it when there is none to type into. */
export function TerminalPane({ tab, live, shown, glance, onGlance, actions, terminal }: TerminalPaneProps) {
  const { show } = useLesson();
  const { register, refuse } = useTerminals();
  const wasOpen = useRef(false);
  const handle = useRef<TerminalHandle | null>(null);
  const { state } = tab.on;
  const { status, run, bell } = glance;
  // A machine that came back as it was, with its engine: its terminal has been told "gone", and may ask again.
  useEffect(() => {
    if (live && state === 'ready') handle.current?.reopen();
  }, [live, state]);
  useEffect(() => {
    if (shown && bell) onGlance({ bell: false });
  }, [shown, bell, onGlance]);
  const ready = live && state === 'ready';
  if (state === 'creating' || state === 'resetting') return <Resetting name={tab.machine} />;
  const again = () => {
    handle.current?.reopen();
    handle.current?.focus();
  };
  return (
    <>
      {terminal({
        onHandle: (opened) => {
          handle.current = opened;
          register(tab.key, opened);
        },
        onStatus: (next) => {
          onGlance({ status: next });
          if (next.kind === 'open') wasOpen.current = true;
          // One that never was is no tab: there are too many, or its machine is gone.
          else if (next.kind === 'closed' && ready && !wasOpen.current && tab.name !== MAIN)
            refuse(tab, next.message);
        },
        onSize: (size) => onGlance(size),
        onBell: () => onGlance({ bell: !shown }),
        onTitle: (windowTitle) => onGlance({ windowTitle }),
        onRun: (next) => onGlance({ run: next }),
        onLeave: () => {
          show('text');
          requestAnimationFrame(() => document.getElementById('main')?.focus());
        },
      })}
      {ready && run.kind === 'waiting' && (
        <WaitingBar code={run.code} program={run.program} rows={glance.rows} handle={() => handle.current} />
      )}
      {live && state === 'stopped' && <Stopped name={tab.machine} message={tab.on.message} />}
      {ready && status.kind === 'closed' && (
        <PaneCard
          title={status.gone ? 'This shell is gone' : 'This terminal lost its line'}
          text={status.message}
        >
          <Button kind="terminal" onClick={again}>
            {status.gone ? 'New shell' : 'Open it again'}
          </Button>
        </PaneCard>
      )}
      {ready && status.kind === 'exited' && (
        <div className="absolute right-4 bottom-3 z-10 flex gap-2">
          <Button kind="terminal" onClick={again}>
            New shell
          </Button>
          {tab.name !== MAIN && (
            <Button kind="terminal" onClick={() => void actions.askClose(tab, glance)}>
              Close tab
            </Button>
          )}
        </div>
      )}
    </>
  );
}
