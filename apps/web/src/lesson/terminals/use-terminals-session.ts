'use client';
import { type SandboxInfo, TerminalTicket } from '@sandlot/protocol';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { askBroker } from '../../live/ask-broker.ts';
import type { LessonFacts } from '../lesson-facts.ts';
import { type Direction, groupsOf, neighbour, show, split } from './deck-layout.ts';
import { listTabs, type TerminalTab } from './list-tabs.ts';
import { addressOf, freeName, keyOf, MAIN, type TerminalAddress } from './terminal-address.ts';
import type { ClosedTerminal, RunRequest, TerminalsSession } from './terminals-session.tsx';
import { useDeckLayout } from './use-deck-layout.ts';
import { useDrawn } from './use-drawn.ts';
import { useHandles } from './use-handles.ts';

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
  const { layout, change: changeLayout, onPhone } = useDeckLayout(facts.path);
  const { register, use, handle, focusNext } = useHandles();
  const [closed, setClosed] = useState<ClosedTerminal[]>([]);
  /** One that was reopened, and is to have its old title. */
  const [owed, setOwed] = useState<ClosedTerminal | null>(null);
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
  const placed = groupsOf(
    layout,
    tabs.map((tab) => tab.key),
  );
  const currentKey = placed.groups[placed.active]?.shown ?? null;
  const current = currentKey ? addressOf(currentKey) : { machine: facts.machines[0]?.name ?? '', name: MAIN };

  // A terminal has its title once it is open.
  const owedTo = owed && tabs.find((tab) => tab.key === keyOf(owed) && tab.info !== null);
  useEffect(() => {
    if (!owedTo) return;
    setOwed(null);
    if (owed.title !== null) void inSandbox('PATCH', terminalPath(owed), { title: owed.title });
  }, [owed, owedTo, inSandbox]);

  // A terminal is drawn when its tab is first shown, and stays.
  const shown = placed.groups.map((group) => group.shown ?? '').join(' ');
  useEffect(() => {
    if (ready) draw(ready, ...shown.split(' ').filter((key) => key !== ''));
  }, [ready, shown, draw]);

  const showTab = (address: TerminalAddress) => {
    const key = keyOf(address);
    if (ready) draw(ready, key);
    const known = tabs.map((tab) => tab.key);
    changeLayout((before) => show(before, key, known));
    bringForward();
  };
  /** Makes sure that there is such a terminal, and tells why there can be none. */
  const open = async (address: TerminalAddress): Promise<boolean> => {
    const answer = await askBroker('POST', `/api/sandboxes/${ready?.id}/terminals`, TerminalTicket, address);
    tellProblem(answer.ok ? null : answer.message);
    return answer.ok;
  };
  const newOn = (machine: string): TerminalAddress => {
    const taken = tabs.filter((tab) => tab.machine === machine).map((tab) => tab.name);
    return { machine, name: freeName(taken) };
  };
  const openNew = async (address: TerminalAddress): Promise<boolean> => {
    const opened = await open(address);
    if (!opened) return false;
    showTab(address);
    use(keyOf(address), () => {});
    return true;
  };
  const forget = (tab: TerminalTab) => {
    erase(tab.key);
    if (tab.name === MAIN) return;
    const { machine, name, label, title } = tab;
    setClosed((all) => [{ machine, name, label, title }, ...all.filter((one) => keyOf(one) !== tab.key)]);
  };

  return {
    current,
    tabsOf,
    groupsOf: (all) =>
      groupsOf(
        layout,
        all.map((tab) => tab.key),
      ),
    layout,
    changeLayout,
    onPhone,
    drawnIn,
    showTab,
    openNew: (machine) => void openNew(newOn(machine)),
    closed: closed.find((one) => !tabs.some((tab) => tab.key === keyOf(one))) ?? null,
    reopenClosed: async () => {
      const [last] = closed.filter((one) => !tabs.some((tab) => tab.key === keyOf(one)));
      if (!last || !(await openNew({ machine: last.machine, name: last.name }))) return;
      setClosed((all) => all.filter((one) => one !== last));
      setOwed(last);
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
    change: (tab, what) => inSandbox('PATCH', terminalPath(tab), what),
    split: async (direction: Direction) => {
      const known = placed.groups[0]?.keys ?? [];
      if (!currentKey) return;
      const other = neighbour(known, currentKey);
      if (placed.groups.length === 2)
        return changeLayout((before) => split(before, direction, currentKey, currentKey));
      const beside = other ?? keyOf(newOn(current.machine));
      if (other === null && !(await open(addressOf(beside)))) return;
      changeLayout((before) => split({ ...before, split: null }, direction, currentKey, beside));
      if (ready) draw(ready, beside);
      use(beside, () => {});
    },
    run: ({ code, machine, terminal, interrupt = false }: RunRequest) => {
      const address = machine ? { machine, name: terminal ?? MAIN } : current;
      const key = keyOf(address);
      showTab(address);
      use(key, (one) => one.run(code, { interrupt }));
    },
    register,
    handle,
    focusCurrent: () => handle(keyOf(current))?.focus(),
    focusNext,
  };
}

const terminalPath = ({ machine, name }: TerminalAddress) => `/terminals/${machine}/${name}`;
