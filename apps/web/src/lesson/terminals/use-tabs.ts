'use client';
import type { SandboxInfo } from '@sandlot/protocol';
import { useCallback, useEffect, useMemo } from 'react';
import type { LessonFacts } from '../lesson-facts.ts';
import { groupsOf, show } from './deck-layout.ts';
import { listTabs, type TerminalTab } from './list-tabs.ts';
import { addressOf, keyOf, MAIN, type TerminalAddress } from './terminal-address.ts';
import { useDeckLayout } from './use-deck-layout.ts';
import { useDrawn } from './use-drawn.ts';

const keysOf = (tabs: readonly TerminalTab[]) => tabs.map((tab) => tab.key);

/** Which terminals have a tab, in which group each is, and which of them are shown. */
export function useTabs(facts: LessonFacts, ready: SandboxInfo | null) {
  const { layout, change: changeLayout, onPhone } = useDeckLayout(facts.path);
  const { drawnIn, draw, erase } = useDrawn();
  const tabsOf = useCallback(
    (sandbox: SandboxInfo) => {
      const order = facts.machines.map((one) => one.name);
      const machines = sandbox.machines.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
      return listTabs(machines, drawnIn(sandbox));
    },
    [drawnIn, facts.machines],
  );
  const tabs = useMemo(() => (ready ? tabsOf(ready) : []), [ready, tabsOf]);
  const placed = groupsOf(layout, keysOf(tabs));
  const currentKey = placed.groups[placed.active]?.shown ?? null;
  const first: TerminalAddress = { machine: facts.machines[0]?.name ?? '', name: MAIN };

  // A terminal is drawn when its tab is first shown, and stays.
  const shown = placed.groups.map((group) => group.shown ?? '').join(' ');
  useEffect(() => {
    if (ready) draw(ready, ...shown.split(' ').filter((key) => key !== ''));
  }, [ready, shown, draw]);

  return {
    tabs,
    placed,
    currentKey,
    current: currentKey ? addressOf(currentKey) : first,
    tabsOf,
    groupsOf: (all: readonly TerminalTab[]) => groupsOf(layout, keysOf(all)),
    layout,
    changeLayout,
    onPhone,
    drawnIn,
    /** Draws a terminal, whether it is shown or not. */
    draw: (key: string) => ready && draw(ready, key),
    erase,
    /** Draws and shows it, and opens its tab when there is none. */
    reveal: (address: TerminalAddress) => {
      const key = keyOf(address);
      if (ready) draw(ready, key);
      changeLayout((before) => show(before, key, keysOf(tabs)));
    },
  };
}
