'use client';
import { useEffect, useEffectEvent } from 'react';
import type { TerminalTab } from './list-tabs.ts';
import { MAIN } from './terminal-address.ts';
import type { TerminalGlance } from './terminal-glance.ts';
import { useTerminals } from './terminals-session.tsx';

/** The end of a sandbox is told a moment after the end of its terminals; their screens then stay. */
const SETTLES_MS = 1500;

/** Takes away the tabs of terminals that were closed elsewhere. One whose program ended by itself keeps its tab. */
export function useVanishing(tabs: readonly TerminalTab[], glanceOf: (key: string) => TerminalGlance): void {
  const { forget } = useTerminals();
  const gone = tabs.filter(
    (tab) =>
      tab.name !== MAIN &&
      tab.info === null &&
      tab.on.state === 'ready' &&
      wasClosed(glanceOf(tab.key).status),
  );
  const take = useEffectEvent(() => {
    for (const tab of gone) forget(tab);
  });
  const keys = gone.map((tab) => tab.key).join(' ');
  useEffect(() => {
    if (keys === '') return;
    const timer = setTimeout(() => take(), SETTLES_MS);
    return () => clearTimeout(timer);
  }, [keys]);
}

const wasClosed = (status: TerminalGlance['status']): boolean =>
  status.kind === 'exited' ? status.code === null : status.kind === 'closed' && status.gone;
