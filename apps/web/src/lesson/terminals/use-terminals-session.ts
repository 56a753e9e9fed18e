'use client';
import type { SandboxInfo } from '@sandlot/protocol';
import { useCallback } from 'react';
import type { LessonFacts } from '../lesson-facts.ts';
import { type Direction, neighbour, split } from './deck-layout.ts';
import type { TerminalTab } from './list-tabs.ts';
import { addressOf, freeName, keyOf, MAIN, type TerminalAddress } from './terminal-address.ts';
import type { TerminalsSession } from './terminals-session.tsx';
import { useClosedTerminals } from './use-closed-terminals.ts';
import { useHandles } from './use-handles.ts';
import { useTabs } from './use-tabs.ts';

interface TerminalsSources {
  facts: LessonFacts;
  /** The sandbox when it takes terminals, else null. */
  ready: SandboxInfo | null;
  /** Asks the broker to change something of the sandbox. */
  inSandbox: (method: 'PATCH' | 'DELETE', what: string, body?: unknown) => Promise<string | null>;
  tellProblem: (problem: string | null) => void;
  /** Brings the terminals to the front, where there is room for one side. */
  bringForward: () => void;
}

/** The lesson page's terminals: which there are, where they are shown, and what can be done with them. */
export function useTerminalsSession(sources: TerminalsSources): TerminalsSession & { focusNext: () => void } {
  const { facts, ready, inSandbox, tellProblem, bringForward } = sources;
  const { tabs, placed, currentKey, reveal, draw, erase, ...shown } = useTabs(facts, ready);
  const { register, use, handle, focusNext } = useHandles();
  const change = useCallback(
    (at: TerminalAddress, what: { title?: string; recording?: boolean }) =>
      inSandbox('PATCH', terminalPath(at), what),
    [inSandbox],
  );
  const entitle = useCallback(
    (at: TerminalAddress, title: string) => void change(at, { title }).then(tellProblem),
    [change, tellProblem],
  );
  const closed = useClosedTerminals(tabs, entitle);

  const newOn = (machine: string): TerminalAddress => {
    const taken = tabs.filter((tab) => tab.machine === machine).map((tab) => tab.name);
    return { machine, name: freeName(taken) };
  };
  const showTab = (address: TerminalAddress) => {
    reveal(address);
    bringForward();
  };
  /** Shows a terminal and gives it the keyboard, once it is drawn. */
  const enter = (address: TerminalAddress) => {
    showTab(address);
    use(keyOf(address), () => {});
  };
  const forget = (tab: TerminalTab) => {
    erase(tab.key);
    closed.remember(tab);
  };
  const splitTo = (direction: Direction) => {
    if (!currentKey) return;
    if (placed.groups.length === 2)
      return shown.changeLayout((before) => split(before, direction, currentKey, currentKey));
    const beside = neighbour(placed.groups[0]?.keys ?? [], currentKey) ?? keyOf(newOn(shown.current.machine));
    shown.changeLayout((before) => split({ ...before, split: null }, direction, currentKey, beside));
    draw(beside);
    use(beside, () => {});
  };

  return {
    ...shown,
    showTab,
    openNew: (machine) => enter(newOn(machine)),
    closed: closed.last,
    reopenClosed: () => {
      if (!closed.last) return;
      enter(addressOf(keyOf(closed.last)));
      closed.reopen(closed.last);
    },
    close: async (tab) => {
      const problem = tab.info ? await inSandbox('DELETE', terminalPath(tab)) : null;
      // The first terminal keeps its tab: a new one is offered in place.
      if (problem === null && tab.name !== MAIN) forget(tab);
      return problem;
    },
    forget,
    refuse: (tab, why) => {
      erase(tab.key);
      tellProblem(why);
    },
    change,
    split: splitTo,
    run: ({ code, machine, terminal, interrupt = false }) => {
      const address = machine ? { machine, name: terminal ?? MAIN } : shown.current;
      showTab(address);
      use(keyOf(address), (one) => one.run(code, { interrupt }));
    },
    register,
    handle,
    focusCurrent: () => handle(keyOf(shown.current))?.focus(),
    focusNext,
  };
}

const terminalPath = ({ machine, name }: TerminalAddress) => `/terminals/${machine}/${name}`;
