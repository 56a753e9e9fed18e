'use client';
import { Foreground } from '@sandlot/protocol';
import { useState } from 'react';
import { askBroker } from '../../live/ask-broker.ts';
import type { Confirmation } from '../../ui/confirm-dialog.tsx';
import { useLesson } from '../lesson-session.tsx';
import type { TerminalTab } from './list-tabs.ts';
import { MAIN } from './terminal-address.ts';
import type { TerminalGlance } from './terminal-glance.ts';
import { useTerminals } from './terminals-session.tsx';

/** What may be open over the terminals. */
export type DeckDialog =
  | 'rename'
  | 'transcript'
  | 'upload'
  | 'download'
  | 'port'
  | 'recordings'
  | 'preferences'
  | 'keyboard';

export interface DeckActions {
  /** Closes a terminal; asks first when a program runs in it. */
  askClose: (tab: TerminalTab, glance: TerminalGlance) => Promise<void>;
  /** Switches recording; what went wrong is told on the page. */
  record: (tab: TerminalTab, on: boolean) => Promise<void>;
  open: (dialog: DeckDialog, tab: TerminalTab) => void;
  opened: { dialog: DeckDialog; tab: TerminalTab } | null;
  shut: () => void;
  asked: Confirmation | null;
  answer: () => void;
}

/** What tabs, menus and the status line can set going, and what is open because of it. */
export function useDeckActions(): DeckActions {
  const { ready, tellProblem } = useLesson();
  const { close, forget, change } = useTerminals();
  const [opened, setOpened] = useState<DeckActions['opened']>(null);
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const askClose = async (tab: TerminalTab, { status }: TerminalGlance) => {
    // The first terminal keeps its tab: a new shell is offered in it already.
    if (status.kind === 'exited' || status.kind === 'closed')
      return tab.name === MAIN ? undefined : forget(tab);
    const foreground = tab.info
      ? await askBroker('GET', `/api/sandboxes/${ready?.id}/terminals/${tab.machine}/${tab.name}`, Foreground)
      : null;
    if (foreground?.ok && foreground.value.shell === false)
      return setAsked(closeQuestion(tab, foreground.value.program, () => close(tab)));
    tellProblem(await close(tab));
  };
  return {
    askClose,
    record: async (tab, on) => tellProblem(await change(tab, { recording: on })),
    open: (dialog, tab) => setOpened({ dialog, tab }),
    opened,
    shut: () => setOpened(null),
    asked,
    answer: () => setAsked(null),
  };
}

function closeQuestion(tab: TerminalTab, program: string | null, run: Confirmation['run']): Confirmation {
  const what = program ? <code className="font-mono text-[0.92em]">{program}</code> : 'A program';
  const main = tab.name === MAIN;
  return {
    title: main ? `End the shell of ${tab.label}?` : `Close ${tab.label}?`,
    body: <>{what} runs in it, and is ended with it.</>,
    action: main ? 'End shell' : 'Close terminal',
    danger: true,
    run,
  };
}
