/** The doctor on this host as it is, and on the same host with its means taken away. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import type { Finding } from '@sandlot/sandbox';
import { afterAll, expect, test } from 'vitest';
import { startProgram } from '../testing/program.ts';
import { freePort } from '../up/ports.ts';

const MAIN = path.resolve(import.meta.dirname, '../main.ts');
const data = mkdtempSync(path.join(tmpdir(), 'sandlot-doctor-'));
afterAll(() => rmSync(data, { recursive: true }));

async function doctor(args: string[], env: Record<string, string> = {}) {
  const program = startProgram(process.execPath, [MAIN, 'doctor', '--data', data, ...args], {
    SANDLOT_PORT: String(await freePort()),
    ...env,
  });
  return { code: await program.ends(), text: program.printed() };
}
const WITHOUT = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' };

test('a host with an engine: each line with its reason, and what a start would take', async () => {
  const { code, text } = await doctor([]);
  expect(text).toMatch(/✓ node +Node 2\d\.\d+/);
  expect(text).toMatch(/✓ port +127\.0\.0\.1:\d+ is free/);
  expect(text).toMatch(/✓ Docker engine +Docker \d+\.\d+\S* answers/);
  expect(text).toMatch(/\nSandlot would use docker: Docker .* answers\.\n$/);
  expect(code).toBe(0);
});

test('a host with neither engine nor bubblewrap: exit code 1, and a remedy for each line that failed', async () => {
  const hidden = 'mount --bind /dev/null "$(command -v bwrap)" && exec "$@"';
  const program = startProgram(
    'unshare',
    [
      ...(process.getuid?.() === 0 ? [] : ['--map-root-user']),
      ...['--mount', 'sh', '-c', hidden, 'sh'],
      ...[process.execPath, MAIN, 'doctor', '--json', '--data', data],
    ],
    WITHOUT,
  );
  const code = await program.ends();
  const text = program.printed();
  const report = JSON.parse(text);
  expect(report.runtime).toBeNull();
  expect(report.why).toMatch(/No Docker engine answers.*bubblewrap .* is not installed/);
  const lines = Object.values<Finding[]>(report.findings).flat();
  const failed = lines.filter((line) => !line.ok);
  expect(failed.length).toBeGreaterThanOrEqual(2);
  for (const line of failed) expect(line.remedy, line.name).not.toBe('');
  for (const line of lines) expect(line.reason, line.name).not.toBe('');
  expect(code).toBe(1);
});

test('a host without an engine: what runs without one', async () => {
  const { code, text } = await doctor([], WITHOUT);
  expect(text).toMatch(/✗ Docker engine .+\n {19}Start it/);
  expect(text).toMatch(/✓ user namespaces +A machine was started and entered/);
  expect(text).toMatch(/\nSandlot would use process: No Docker engine answers/);
  expect(code).toBe(0);
});

test('an engine that was asked for by name and does not answer', async () => {
  const { code, text } = await doctor(['--runtime', 'docker'], WITHOUT);
  expect(text).toMatch(/\nSandlot cannot run sandboxes here: .+\n$/);
  expect(code).toBe(1);
});

test('a registry mirror that does not answer, and one that does', async () => {
  const lasting = Object.entries(networkInterfaces()).filter(([name]) => !/^(br-|docker|veth)/.test(name));
  const { address = '' } =
    lasting.flatMap(([, all]) => all).find((one) => one?.family === 'IPv4' && !one.internal) ?? {};
  const port = await freePort();
  const asked = async () =>
    (await doctor([], { ...WITHOUT, SANDLOT_REGISTRY_MIRROR: `http://${address}:${port}` })).text;
  expect(await asked()).toMatch(
    /✗ Registry mirror +http:\S+ does not answer: connect ECONNREFUSED .+\n +Start it, .+SANDLOT_REGISTRY_MIRROR/,
  );
  const registry = createHttpServer((_, response) => response.end('{}')).listen(port, '0.0.0.0');
  expect(await asked()).toMatch(/✓ Registry mirror +http:\S+ answers as a registry/);
  registry.close();
});

test('a port in use is told with what to do', async () => {
  const port = await freePort();
  const other = createServer().listen(port, '127.0.0.1');
  const { text } = await doctor([], { SANDLOT_PORT: String(port) });
  other.close();
  expect(text).toMatch(
    new RegExp(`✗ port +Port ${port} of 127\\.0\\.0\\.1 is used by another program\\.\n +Stop that`),
  );
});
