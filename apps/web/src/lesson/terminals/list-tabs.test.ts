import type { MachineInfo, TerminalInfo } from '@sandlot/protocol';
import { expect, test } from 'vitest';
import { listTabs } from './list-tabs.ts';

const open = (name: string, change: Partial<TerminalInfo> = {}): TerminalInfo => ({
  name,
  title: null,
  durable: true,
  recordingSinceMs: null,
  ...change,
});
const machine = (name: string, ...terminals: TerminalInfo[]): MachineInfo => ({
  name,
  state: 'ready',
  generation: 1,
  message: null,
  terminals,
});
const labels = (...args: Parameters<typeof listTabs>) => listTabs(...args).map((tab) => tab.label);

test('each machine has its first terminal, open or not, and before all others', () => {
  expect(labels([machine('m1'), machine('m2', open('2'), open('main'))], [])).toEqual(['m1', 'm2', 'm2 2']);
});

test('what opens here comes behind what is open, once', () => {
  const machines = [machine('m1', open('main'), open('server')), machine('m2')];
  expect(labels(machines, ['m1:2', 'm1:server', 'm2:main', 'gone:2'])).toEqual([
    'm1',
    'm1 server',
    'm1 2',
    'm2',
  ]);
});

test('a title takes the place of the name, and the terminal behind it is told', () => {
  const [tab] = listTabs([machine('m1', open('main', { title: 'Logs' }))], []);
  expect(tab).toMatchObject({ key: 'm1:main', label: 'Logs', title: 'Logs', info: { durable: true } });
  expect(listTabs([machine('m1')], [])[0]?.info).toBeNull();
});
