import { expect, test } from 'vitest';
import { formatBytes } from './format-bytes.ts';
import { stoppedMessage } from './stopped-message.ts';

const spec = {
  name: 'box',
  image: 'linux',
  memoryBytes: 256 * 2 ** 20,
  cpus: 1,
  pids: 64,
  user: 'student',
  users: [],
  networks: ['lan'],
  capabilities: [],
  needs: [],
  kubernetes: 'none' as const,
  diskBytes: 2 ** 30,
};

test('out of memory names the limit', () => {
  expect(stoppedMessage(spec, { created: false, exitCode: 137, oomKilled: true })).toBe(
    'Machine box was ended because it used more than its 256 MB of memory. Reset gives a clean one.',
  );
});

test('an out-of-memory kill of some program before is not blamed for another end', () => {
  expect(stoppedMessage(spec, { created: false, exitCode: 143, oomKilled: true })).toMatch(
    /main process was stopped \(exit code 143\)/,
  );
  expect(stoppedMessage(spec, { created: false, exitCode: 137, oomKilled: false })).toMatch(
    /killed from outside\. Reset/,
  );
});

test('a machine that was cut off in its making says so', () => {
  const message = stoppedMessage(spec, { created: true, exitCode: 0, oomKilled: false });
  expect(message).toBe('Machine box was made and never started. Reset gives a clean one.');
});

test('bytes are said as people say them', () => {
  expect([0, 1, 1536, 2 ** 30, 1.5 * 2 ** 30].map(formatBytes)).toEqual([
    '0 bytes',
    '1 bytes',
    '1.5 KB',
    '1 GB',
    '1.5 GB',
  ]);
});
