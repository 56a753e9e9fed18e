import { expect, test } from 'vitest';
import { StatsReader } from './machine-stats.ts';

const raw = (second: number, usedNs: number, memory: object) => ({
  read: new Date(second * 1000).toISOString(),
  cpu_stats: { cpu_usage: { total_usage: usedNs } },
  memory_stats: memory,
});

test('cpu is the share of one core since the last call of the same container', () => {
  const reader = new StatsReader();
  expect(reader.read('a', raw(1, 5e9, { usage: 10, limit: 100 }))?.cpu).toBeNull();
  expect(reader.read('b', raw(1, 1e9, { usage: 10, limit: 100 }))?.cpu).toBeNull();
  expect(reader.read('a', raw(3, 6e9, { usage: 10, limit: 100 }))?.cpu).toBe(0.5);
  reader.forget('a');
  expect(reader.read('a', raw(4, 7e9, { usage: 10, limit: 100 }))?.cpu).toBeNull();
});

test('memory leaves out the page cache on cgroup v1 and v2', () => {
  const reader = new StatsReader();
  const v1 = { usage: 100, limit: 500, stats: { total_inactive_file: 30, inactive_file: 1 } };
  expect(reader.read('a', raw(1, 0, v1))).toMatchObject({ memoryBytes: 70, memoryLimitBytes: 500 });
  const v2 = { usage: 100, limit: 500, stats: { inactive_file: 40 } };
  expect(reader.read('a', raw(1, 0, v2))).toMatchObject({ memoryBytes: 60 });
});

test('no limit is null, and no figures are none', () => {
  const reader = new StatsReader();
  expect(reader.read('a', raw(1, 0, { usage: 1, limit: 2 ** 63 }))?.memoryLimitBytes).toBeNull();
  expect(reader.read('a', { read: '0001-01-01T00:00:00Z' })).toBeNull();
});
