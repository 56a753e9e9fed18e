'use client';
import { useEffect, useState } from 'react';
import type { TerminalTab } from './list-tabs.ts';
import { keyOf, MAIN, type TerminalAddress } from './terminal-address.ts';

/** A terminal that was closed here, and may be opened again under its old name. */
export interface ClosedTerminal extends TerminalAddress {
  label: string;
  title: string | null;
}

/** Remembers what was closed, the last first. `entitle` gives a terminal that was reopened its old title. */
export function useClosedTerminals(
  tabs: readonly TerminalTab[],
  entitle: (address: TerminalAddress, title: string) => void,
) {
  const [all, setAll] = useState<ClosedTerminal[]>([]);
  const [reopened, setReopened] = useState<ClosedTerminal | null>(null);
  // Only one that is open can have a title.
  const open = reopened && tabs.find((tab) => tab.key === keyOf(reopened) && tab.info !== null);
  useEffect(() => {
    if (!open) return;
    setReopened(null);
    if (reopened.title !== null) entitle(reopened, reopened.title);
  }, [open, reopened, entitle]);
  return {
    /** The last one that has not been opened again some other way. */
    last: all.find((one) => !tabs.some((tab) => tab.key === keyOf(one))) ?? null,
    /** The first terminal of a machine is not remembered: its tab is always there. */
    remember: ({ key, machine, name, label, title }: TerminalTab) => {
      if (name === MAIN) return;
      setAll((before) => [{ machine, name, label, title }, ...before.filter((one) => keyOf(one) !== key)]);
    },
    reopen: (one: ClosedTerminal) => {
      setAll((before) => before.filter((other) => other !== one));
      setReopened(one);
    },
  };
}
