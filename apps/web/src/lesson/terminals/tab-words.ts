/** How a tab looks, and what it says beside its name. */
import type { MachineInfo } from '@sandlot/protocol';
import type { TerminalTab } from './list-tabs.ts';
import { nameInWords } from './terminal-address.ts';
import type { TerminalGlance } from './terminal-glance.ts';

const DOTS: Record<MachineInfo['state'], string> = {
  creating: 'text-term-wait animate-breathe',
  ready: 'text-term-pass',
  resetting: 'text-term-wait animate-breathe',
  stopped: 'text-term-fail',
};

export interface TabWords {
  /** Classes of the dot's colour. */
  dot: string;
  /** The line is cut, and comes back by itself. */
  cut: boolean;
  /** Its program has ended. */
  ended: boolean;
  /** All of it in words, a line each. */
  title: string;
}

/** What a tab shows of its terminal. */
export function tabWords(tab: TerminalTab, glance: TerminalGlance, live: boolean): TabWords {
  const { status } = glance;
  const ready = live && tab.on.state === 'ready';
  const cut = ready && status.kind === 'reconnecting';
  const ended = ready && status.kind === 'exited';
  const lines = [
    glance.windowTitle,
    tab.title === null ? '' : nameInWords(tab),
    live
      ? tab.on.state === 'ready'
        ? ''
        : `Machine ${tab.machine} is ${tab.on.state}`
      : 'The sandbox has ended',
    cut ? 'Reconnecting' : '',
    ended ? `Ended${status.code === null ? '' : ` with code ${status.code}`}` : '',
    tab.info?.recordingSinceMs == null ? '' : 'Recording',
    glance.bell ? 'Rang' : '',
  ];
  return {
    dot: !live || ended ? 'text-term-dim' : DOTS[tab.on.state],
    cut,
    ended,
    title: lines.filter((line) => line !== '').join('\n'),
  };
}
