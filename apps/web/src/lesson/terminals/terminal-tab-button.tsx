'use client';
import { Tabs } from '@base-ui/react/tabs';
import { clsx } from 'clsx';
import { Bell, Unplug, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Dot } from '../../ui/pill.tsx';
import type { TerminalTab } from './list-tabs.ts';
import { tabWords } from './tab-words.ts';
import { MAIN } from './terminal-address.ts';
import type { TerminalGlance } from './terminal-glance.ts';
import type { DeckActions } from './use-deck-actions.tsx';

interface TerminalTabButtonProps {
  tab: TerminalTab;
  shown: boolean;
  /** Its side is the one that is used. */
  active: boolean;
  live: boolean;
  glance: TerminalGlance;
  actions: DeckActions;
}

/** One terminal's tab: its name, and in small marks how it is. Delete closes it, F2 renames it. */
export function TerminalTabButton({ tab, shown, active, live, glance, actions }: TerminalTabButtonProps) {
  const words = tabWords(tab, glance, live);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (shown) button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown]);
  const close = () => live && void actions.askClose(tab, glance);
  return (
    <Tabs.Tab
      ref={button}
      value={tab.key}
      title={words.title}
      onDoubleClick={() => live && actions.open('rename', tab)}
      onAuxClick={(event) => event.button === 1 && close()}
      onKeyDown={(event) => {
        if (event.key === 'Delete') close();
        if (event.key === 'F2' && live) actions.open('rename', tab);
      }}
      className={clsx(
        'group flex h-[33px] max-w-48 shrink-0 select-none items-center gap-2 rounded-t-md px-[13px] font-medium text-term-dim text-xs outline-offset-[-2px] hover:text-term-ink data-active:bg-term data-active:text-term-ink',
        active
          ? 'data-active:shadow-[inset_0_2px_0_var(--term-accent)]'
          : 'data-active:shadow-[inset_0_2px_0_var(--term-line)]',
      )}
    >
      {words.cut ? (
        <Unplug size={11} aria-hidden="true" className="shrink-0 animate-breathe text-term-wait" />
      ) : (
        <Dot className={words.dot} />
      )}
      <span className={clsx('truncate', words.ended && 'opacity-70')}>{tab.label}</span>
      {tab.info?.recordingSinceMs != null && (
        <span
          aria-hidden="true"
          className="size-2 shrink-0 rounded-full bg-term-fail shadow-[0_0_0_2px_color-mix(in_srgb,var(--term-fail)_30%,transparent)]"
        />
      )}
      {glance.bell && !shown && (
        <Bell size={11} aria-hidden="true" className="shrink-0 text-term-wait" fill="currentColor" />
      )}
      {live && tab.name !== MAIN && (
        // For the mouse; the keyboard has Delete, and the menu has both.
        <span
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            close();
          }}
          onPointerDown={(event) => event.stopPropagation()}
          className="-mr-1.5 grid size-5 shrink-0 place-items-center rounded-xs text-term-dim opacity-0 hover:bg-term-3 hover:text-term-ink group-hover:opacity-100 group-data-active:opacity-100"
        >
          <X size={12} />
        </span>
      )}
    </Tabs.Tab>
  );
}
