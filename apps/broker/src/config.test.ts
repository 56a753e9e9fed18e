import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const least = {
  SANDLOT_ROOT: '/srv/sandlot',
  SANDLOT_SECRET: Buffer.alloc(32, 1).toString('base64'),
  SANDLOT_INTERNAL: 'x'.repeat(32),
  SANDLOT_INSTANCE: 'abc',
};

test('fills in what is left out', () => {
  const config = readConfig(least);
  expect(config.databaseUrl).toBe('file:/srv/sandlot/.sandlot/sandlot.db');
  expect(config.limits.maxPerUser).toBe(3);
  expect(config.secret).toHaveLength(32);
});

test('names each setting that is wrong', () => {
  expect(() => readConfig({ ...least, SANDLOT_RUNTIME: 'vm', SANDLOT_IDLE_MS: '-1' })).toThrow(
    /SANDLOT_RUNTIME.*SANDLOT_IDLE_MS/,
  );
});
