'use client';
import type { SandboxInfo } from '@sandlot/protocol';
import { createContext, useContext } from 'react';
import type { TerminalHandle } from '../../terminal/terminal-view.tsx';
import type { DeckGroup, DeckLayout, Direction } from './deck-layout.ts';
import type { TerminalTab } from './list-tabs.ts';
import type { TerminalAddress } from './terminal-address.ts';
import type { ClosedTerminal } from './use-closed-terminals.ts';

/** What a button of the lesson asks for. */
export interface RunRequest {
  code: string;
  /** Nothing: the terminal that is shown. */
  machine?: string;
  /** Nothing: the machine's first. */
  terminal?: string;
  /** Ctrl+C comes first. */
  interrupt?: boolean;
}

export interface TerminalsSession {
  /** The terminal that is shown, in the group that was used last. */
  current: TerminalAddress;
  /** All tabs of a sandbox, in their order. */
  tabsOf: (sandbox: SandboxInfo) => TerminalTab[];
  /** Where the tabs are. */
  groupsOf: (tabs: readonly TerminalTab[]) => { groups: DeckGroup[]; active: 0 | 1 };
  layout: DeckLayout;
  changeLayout: (next: (layout: DeckLayout) => DeckLayout) => void;
  onPhone: boolean;
  /** Keys of the terminals that are drawn: shown once on this page, and not closed since. */
  drawnIn: (sandbox: SandboxInfo) => readonly string[];
  /** Shows a terminal, opening its tab when there is none. */
  showTab: (address: TerminalAddress) => void;
  /** Opens one more terminal on a machine, and shows it. */
  openNew: (machine: string) => void;
  /** The one that was closed last, and the way back to it. */
  closed: ClosedTerminal | null;
  reopenClosed: () => void;
  /** Ends a terminal's program and takes its tab away; a sentence says why it could not. */
  close: (tab: TerminalTab) => Promise<string | null>;
  /** Takes away the tab of a terminal that is no more. */
  forget: (tab: TerminalTab) => void;
  /** Takes away the tab of a terminal that could not be opened, and tells why. */
  refuse: (tab: TerminalTab, why: string) => void;
  /** Gives it a title, or switches recording. */
  change: (tab: TerminalAddress, what: { title?: string; recording?: boolean }) => Promise<string | null>;
  /** Shows two groups; with one tab alone a new terminal is opened for the other. */
  split: (direction: Direction) => void;
  /** Types a command and Enter at the prompt of a terminal, and shows it. */
  run: (request: RunRequest) => void;
  /** A terminal that is drawn tells how it is reached; null when it goes. */
  register: (key: string, handle: TerminalHandle | null) => void;
  handle: (key: string) => TerminalHandle | null;
  focusCurrent: () => void;
}

/** For the lesson's provider alone; others use useTerminals. */
export const TerminalsContext = createContext<TerminalsSession | null>(null);

/** The terminals of the lesson page around. */
export function useTerminals(): TerminalsSession {
  const session = useContext(TerminalsContext);
  if (!session) throw new Error('useTerminals needs a LessonProvider around it.');
  return session;
}
