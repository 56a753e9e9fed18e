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
  expect(config.previewDomain).toBeNull();
});

test('names each setting that is wrong', () => {
  expect(() => readConfig({ ...least, SANDLOT_RUNTIME: 'vm', SANDLOT_IDLE_MS: '-1' })).toThrow(
    /SANDLOT_RUNTIME.*SANDLOT_IDLE_MS/,
  );
});

test('a preview domain is a bare one, perhaps with a port', () => {
  const read = (domain: string) => readConfig({ ...least, SANDLOT_PREVIEW_DOMAIN: domain }).previewDomain;
  expect(read('previews.example.net:8443')).toBe('previews.example.net:8443');
  for (const wrong of ['https://previews.example.net', 'localhost', '*.example.net'])
    expect(() => read(wrong)).toThrow(/SANDLOT_PREVIEW_DOMAIN: must be a domain like/);
});
