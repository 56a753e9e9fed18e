/** Which terminals have a tab, and in which order. */
import type { MachineInfo, TerminalInfo } from '@sandlot/protocol';
import { addressOf, keyOf, MAIN, nameInWords, type TerminalAddress } from './terminal-address.ts';

export interface TerminalTab extends TerminalAddress {
  key: string;
  /** What the tab says. */
  label: string;
  /** The student's own word for it, or null. */
  title: string | null;
  /** What the broker says of it; null while it is not open. */
  info: TerminalInfo | null;
  on: MachineInfo;
}

/**
 * The tabs of `machines`, in their order: `main` of each first, then what the broker says is open, then what
 * only this page knows, because it opens or has ended.
 */
export function listTabs(machines: readonly MachineInfo[], here: readonly string[]): TerminalTab[] {
  return machines.flatMap((on) => {
    const known = on.terminals.map((info) => info.name);
    const mine = here.map(addressOf).filter((one) => one.machine === on.name);
    const names = new Set([MAIN, ...known, ...mine.map((one) => one.name)]);
    return [...names].map((name): TerminalTab => {
      const address = { machine: on.name, name };
      const info = on.terminals.find((one) => one.name === name) ?? null;
      const title = info?.title ?? null;
      return { ...address, key: keyOf(address), label: title ?? nameInWords(address), title, info, on };
    });
  });
}
