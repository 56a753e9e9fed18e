import type { MachineInfo, TerminalInfo } from '@sandlot/protocol';
import { expect, test } from 'vitest';
import { listTabs } from './list-tabs.ts';
import { tabWords } from './tab-words.ts';
import { NEW_GLANCE, type TerminalGlance } from './terminal-glance.ts';

const open: TerminalGlance = { ...NEW_GLANCE, status: { kind: 'open', echoMs: 1, durable: true } };
function tab(state: MachineInfo['state'], change: Partial<TerminalInfo> = {}) {
  const info = { name: 'main', title: null, durable: true, recordingSinceMs: null, ...change };
  const [found] = listTabs([{ name: 'm1', state, generation: 1, message: null, terminals: [info] }], []);
  if (!found) throw new Error('no tab');
  return found;
}

test('a terminal that is as it should be says nothing but its window title', () => {
  expect(tabWords(tab('ready'), open, true)).toMatchObject({ title: '', cut: false, ended: false });
  expect(tabWords(tab('ready'), { ...open, windowTitle: 'vim notes' }, true).title).toBe('vim notes');
});

test('what is not as it should be is said in words, not only by marks', () => {
  const loud = { ...open, bell: true, status: { kind: 'reconnecting', attempt: 2 } as const };
  expect(tabWords(tab('ready', { title: 'Logs', recordingSinceMs: 5 }), loud, true)).toMatchObject({
    cut: true,
    title: 'm1\nReconnecting\nRecording\nRang',
  });
  expect(tabWords(tab('stopped'), open, true).title).toBe('Machine m1 is stopped');
  expect(tabWords(tab('ready'), open, false).title).toBe('The sandbox has ended');
});

test('an ended program tells its code, when it has one', () => {
  const ended = (code: number | null): TerminalGlance => ({ ...open, status: { kind: 'exited', code } });
  expect(tabWords(tab('ready'), ended(3), true)).toMatchObject({ ended: true, title: 'Ended with code 3' });
  expect(tabWords(tab('ready'), ended(null), true).title).toBe('Ended');
  expect(tabWords(tab('resetting'), ended(null), true).ended).toBe(false);
});
