'use client';
import type { SandboxInfo } from '@sandlot/protocol';
import { useEffect, useState } from 'react';
import { ClusterProvider } from '../cluster/cluster-session.tsx';
import { ClusterSide } from '../cluster/cluster-side.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { EndedPanel } from './ended-panel.tsx';
import { useLesson } from './lesson-session.tsx';
import { StartPanel } from './start-panel.tsx';
import { StartingPanel } from './starting-panel.tsx';
import { preloadTerminal, TerminalDeck } from './terminals/terminal-deck.tsx';

/** The right side: what to start, how it starts, the terminals, and how it ended. */
export function SidePanel() {
  const { state, ready } = useLesson();
  const { sandbox, ended } = state;
  useEffect(() => preloadTerminal(), []);
  // What was on the screens stays readable after the end, under the words that tell of it.
  const [last, setLast] = useState<SandboxInfo | null>(ready);
  if (ready && ready !== last) setLast(ready);
  if (!ready && sandbox && sandbox.state !== 'ending' && last) setLast(null);
  const gone = last !== null && !ready;
  if (last) {
    return (
      <div className="relative h-full">
        <ClusterProvider>
          <ClusterSide sandbox={last} live={!gone}>
            <TerminalDeck sandbox={last} live={!gone} />
          </ClusterSide>
        </ClusterProvider>
        {gone && sandbox && <Removing />}
        {gone && !sandbox && <EndedPanel ended={ended} onDismiss={() => setLast(null)} />}
      </div>
    );
  }
  return (
    <div className="grid h-full place-items-center overflow-y-auto bg-term p-6" data-terminal="none">
      {sandbox && sandbox.state !== 'ended' ? <StartingPanel sandbox={sandbox} /> : <StartPanel />}
    </div>
  );
}

function Removing() {
  return (
    <div className="absolute inset-0 grid place-items-center bg-term/80" role="status">
      <p className="flex items-center gap-3 text-sm text-term-ink">
        <Spinner className="border-term-accent" />
        Removing the sandbox…
      </p>
    </div>
  );
}
