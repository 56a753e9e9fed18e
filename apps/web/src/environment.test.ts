import { expect, test } from 'vitest';
import { readEnvironment } from './environment.ts';

test('without settings it listens on loopback only, and asks a broker beside it', () => {
  const settings = readEnvironment({ SANDLOT_ROOT: '/srv/sandlot' });
  expect(settings).toMatchObject({
    host: '127.0.0.1',
    port: 4300,
    origin: null,
    previewDomain: null,
    secret: null,
    development: false,
  });
  expect(settings.databaseUrl).toBe('file:/srv/sandlot/.sandlot/sandlot.db');
  expect(settings.brokerUrl.hostname).toBe('127.0.0.1');
});

test('SANDLOT_PORT is above PORT, and the secret is read as base64', () => {
  const secret = Buffer.from('x'.repeat(32)).toString('base64');
  const settings = readEnvironment({ SANDLOT_PORT: '80', PORT: '81', SANDLOT_SECRET: secret });
  expect(settings.port).toBe(80);
  expect(settings.secret).toHaveLength(32);
  expect(readEnvironment({ PORT: '81' }).port).toBe(81);
});

test('every setting that is wrong is named', () => {
  expect(() => readEnvironment({ SANDLOT_PORT: '99999', SANDLOT_BROKER_URL: 'nowhere' })).toThrow(
    /SANDLOT_PORT.*SANDLOT_BROKER_URL/,
  );
});

test('a preview domain is not one that the site is in', () => {
  const read = (origin: string) =>
    readEnvironment({ SANDLOT_ORIGIN: origin, SANDLOT_PREVIEW_DOMAIN: 'learn.example.org' });
  for (const inside of ['https://learn.example.org', 'https://www.learn.example.org'])
    expect(() => read(inside)).toThrow(/all of learn\.example\.org is for previews/);
  expect(read('https://example.org').previewDomain).toBe('learn.example.org');
});
