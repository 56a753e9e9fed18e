import type { AdminSandbox, MachineInfo } from '@sandlot/protocol';
import { expect, test } from 'vitest';
import { findSandboxes } from './find-sandboxes.ts';
import { sandboxStateWords } from './sandbox-state-words.ts';

const machine = (name: string, state: MachineInfo['state'] = 'ready'): MachineInfo => ({
  name,
  state,
  generation: 1,
  message: null,
  terminals: [],
});
const sandbox = (change: Partial<AdminSandbox>): AdminSandbox => ({
  id: 's1',
  state: 'ready',
  progress: '',
  queuePlace: null,
  machines: [machine('m1'), machine('m2')],
  createdAtMs: 0,
  expiresAtMs: 1,
  mayExtend: true,
  expiresSoon: false,
  userId: 'u1',
  userName: 'guest-7f2a',
  lesson: 'start/playground',
  lessonTitle: 'Meet your playground',
  tasksPassed: 0,
  tasksAll: 4,
  attached: 0,
  memoryBytes: null,
  memoryLimitBytes: null,
  cpu: null,
  ...change,
});

test('every word must be found somewhere; no word finds all, the oldest first', () => {
  const all = [
    sandbox({ id: 'b', createdAtMs: 5 }),
    sandbox({ id: 'a', userName: 'guest-c081', createdAtMs: 2 }),
  ];
  expect(findSandboxes(all, ' ').map((one) => one.id)).toEqual(['a', 'b']);
  expect(findSandboxes(all, '7F2A meet').map((one) => one.id)).toEqual(['b']);
  expect(findSandboxes(all, '7f2a nothing')).toEqual([]);
  expect(findSandboxes(all, 'm2')).toHaveLength(2);
});

test('the most pressing thing is what is said', () => {
  expect(sandboxStateWords(sandbox({}))).toEqual({ tone: 'pass', text: 'Ready' });
  expect(
    sandboxStateWords(sandbox({ machines: [machine('m1', 'stopped'), machine('m2', 'resetting')] })),
  ).toEqual({
    tone: 'fail',
    text: 'Stopped: m1',
  });
  expect(sandboxStateWords(sandbox({ machines: [machine('m1'), machine('m2', 'resetting')] })).text).toBe(
    'Resetting m2',
  );
  expect(sandboxStateWords(sandbox({ state: 'queued', queuePlace: 3 })).text).toBe('Waiting, number 3');
});
