'use client';
import { Tabs } from '@base-ui/react/tabs';
import { clsx } from 'clsx';
import { Globe } from 'lucide-react';
import { ClusterButton } from '../../cluster/cluster-button.tsx';
import { DeckButton } from './deck-button.tsx';
import { PlaceSlot } from './drawing-places.tsx';
import type { TerminalTab } from './list-tabs.ts';
import { NewTerminal } from './new-terminal.tsx';
import { SplitButton } from './split-button.tsx';
import { addressOf } from './terminal-address.ts';
import type { TerminalGlance } from './terminal-glance.ts';
import { TerminalMenu } from './terminal-menu.tsx';
import { TerminalTabButton } from './terminal-tab-button.tsx';
import { useTerminals } from './terminals-session.tsx';
import type { DeckActions } from './use-deck-actions.tsx';

interface TabGroupProps {
  tabs: readonly TerminalTab[];
  /** Key of the tab that is shown. */
  shown: string | null;
  /** The side of two that is used. */
  active: boolean;
  groups: number;
  live: boolean;
  label: string;
  glanceOf: (key: string) => TerminalGlance;
  actions: DeckActions;
  placeOf: (key: string) => HTMLElement;
}

/** Tabs, what can be done with them, and below them the terminal of the one that is shown. */
export function TabGroup(props: TabGroupProps) {
  const { tabs, shown, active, groups, live, label, glanceOf, actions, placeOf } = props;
  const { showTab, onPhone } = useTerminals();
  const current = tabs.find((tab) => tab.key === shown);
  return (
    <Tabs.Root
      value={shown}
      onValueChange={(key) => showTab(addressOf(String(key)))}
      className="grid h-full min-w-0 grid-rows-[40px_minmax(0,1fr)] bg-term"
    >
      <div
        className="flex min-w-0 items-end border-term-line border-b bg-term-2 pr-1 pl-2"
        data-terminal="tabs"
      >
        <Tabs.List
          aria-label={label}
          className="flex min-w-0 items-end gap-0.5 overflow-x-auto [scrollbar-width:none]"
        >
          {tabs.map((tab) => (
            <TerminalTabButton
              key={tab.key}
              tab={tab}
              shown={tab.key === shown}
              active={groups === 1 || active}
              live={live}
              glance={glanceOf(tab.key)}
              actions={actions}
            />
          ))}
        </Tabs.List>
        {live && current && (
          <div className="flex h-[39px] shrink-0 grow items-center gap-0.5 pl-1">
            <NewTerminal current={current} />
            <span className="grow" />
            {(groups === 1 || active) && <ClusterButton />}
            {!onPhone && (
              <DeckButton
                aria-label={`Open a port of ${current.machine}`}
                title="Open a port"
                onClick={() => actions.open('port', current)}
              >
                <Globe size={14} aria-hidden="true" />
              </DeckButton>
            )}
            <SplitButton tab={current} groups={groups} />
            <TerminalMenu tab={current} glance={glanceOf(current.key)} actions={actions} />
          </div>
        )}
      </div>
      <div className={clsx('relative min-h-0', groups === 2 && !active && 'opacity-80')}>
        {tabs.map((tab) => (
          <Tabs.Panel key={tab.key} value={tab.key} keepMounted tabIndex={-1} className="absolute inset-0">
            <PlaceSlot place={() => placeOf(tab.key)} />
          </Tabs.Panel>
        ))}
      </div>
    </Tabs.Root>
  );
}
