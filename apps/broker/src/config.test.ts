import { totalmem } from 'node:os';
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

test('reads caps as playgrounds spell them; left out, there are none', () => {
  const none = readConfig(least);
  expect(none.limits.machine).toEqual({
    memoryBytes: Infinity,
    cpus: Infinity,
    pids: Infinity,
    machines: Infinity,
  });
  const capped = readConfig({
    ...least,
    SANDLOT_MAX_MACHINE_MEMORY: '512MiB',
    SANDLOT_MAX_MACHINE_CPUS: '0.5',
    SANDLOT_MAX_MACHINE_PIDS: '100',
    SANDLOT_MAX_MACHINES: '2',
  });
  expect(capped.limits.machine).toEqual({ memoryBytes: 2 ** 29, cpus: 0.5, pids: 100, machines: 2 });
});

test('memory bounds sandboxes unless they are counted, and when it is named', () => {
  const room = (settings: object) => {
    const { maxSandboxes, maxMemoryBytes } = readConfig({ ...least, ...settings }).limits;
    return [maxSandboxes, maxMemoryBytes];
  };
  const byHost = Math.max(2 ** 30, Math.floor(totalmem() * 0.75));
  expect(room({})).toEqual([Infinity, byHost]);
  expect(room({ SANDLOT_MAX_SANDBOXES: '30' })).toEqual([30, Infinity]);
  expect(room({ SANDLOT_MAX_SANDBOXES: '30', SANDLOT_MAX_MEMORY: '6GiB' })).toEqual([30, 6 * 2 ** 30]);
});

test('nobody gets out unless the operator says so, and names are asked of whom is named', () => {
  expect(readConfig(least)).toMatchObject({ egress: 'none', dns: null });
  const open = readConfig({ ...least, SANDLOT_EGRESS: 'open', SANDLOT_DNS: '192.168.1.1, 192.168.1.2' });
  expect(open).toMatchObject({ egress: 'open', dns: ['192.168.1.1', '192.168.1.2'] });
});

test('engines inside pull through a registry when the operator names one', () => {
  expect(readConfig(least).mirror).toBeNull();
  const { mirror } = readConfig({ ...least, SANDLOT_REGISTRY_MIRROR: 'http://192.168.1.10:5000' });
  expect(mirror?.url).toBe('http://192.168.1.10:5000');
});

test.each([
  ['SANDLOT_REGISTRY_MIRROR', '192.168.1.10:5000', 'like http://192.168.1.10:5000'],
  ['SANDLOT_REGISTRY_MIRROR', 'http://localhost:5000', 'name this host by its address in your network'],
  ['SANDLOT_MAX_MACHINE_MEMORY', '512', 'must be like 512MiB or 2GiB, from 32MiB to 32GiB'],
  ['SANDLOT_MAX_MACHINE_MEMORY', '64GiB', 'must be like 512MiB or 2GiB, from 32MiB to 32GiB'],
  ['SANDLOT_MAX_MACHINE_CPUS', '0', '>=0.1'],
  ['SANDLOT_MAX_MACHINE_PIDS', '8', '>=32'],
  ['SANDLOT_MAX_MACHINES', '0', '>0'],
  ['SANDLOT_MAX_MEMORY', '1G', 'must be like 512MiB or 2GiB'],
  ['SANDLOT_EGRESS', 'all', '"none"|"open"'],
  ['SANDLOT_DNS', 'dns.example', 'must be IPv4 addresses with commas between'],
])('%s cannot be %s', (name, value, why) => {
  expect(() => readConfig({ ...least, [name]: value })).toThrow(name);
  expect(() => readConfig({ ...least, [name]: value })).toThrow(why);
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
