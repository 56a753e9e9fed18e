import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { explainFailure, findingsOf, missingProgram, type ReadSetting } from './host-findings.ts';
import { createProcessRuntime } from './process-runtime.ts';
import { testSpec } from './test-machine.ts';

const empty = mkdtempSync(join(tmpdir(), 'sandlot-empty-'));
afterAll(() => rmSync(empty, { recursive: true }));

test('without bubblewrap nothing can run, and the remedy is its package', async () => {
  const runtime = createProcessRuntime({ instance: 't', dataDir: empty, searchPath: empty });
  await runtime.start();
  const spec = testSpec();
  expect(runtime.cannotRun(spec.machines)).toEqual({
    reason: 'bubblewrap (the program bwrap) is not installed.',
    remedy: 'apt-get install bubblewrap, or install Docker.',
  });
  await expect(runtime.create(spec, () => {})).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining('apt-get install bubblewrap'),
  });
  expect(await runtime.findings()).toMatchObject([
    { name: 'bubblewrap', ok: false },
    { name: 'several machines' },
  ]);
  await runtime.close();
});

test('another program that is missing is named with its package', () => {
  symlinkSync('/usr/bin/true', join(empty, 'bwrap'));
  expect(missingProgram(empty)).toMatchObject({
    name: 'programs',
    reason: 'The program nsenter is not installed.',
    remedy: 'apt-get install util-linux, or install Docker.',
  });
  expect(missingProgram()).toBeNull();
});

test.each([
  ['kernel/unprivileged_userns_clone', '0', 'sysctl -w kernel.unprivileged_userns_clone=1'],
  ['user/max_user_namespaces', '0', 'sysctl -w user.max_user_namespaces=10000'],
  [
    'kernel/apparmor_restrict_unprivileged_userns',
    '1',
    'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
  ],
])('%s = %s is the reason, with its remedy', (name, value, remedy) => {
  const setting: ReadSetting = (asked) => (asked === name ? value : null);
  const lack = explainFailure('bwrap: No permissions', setting);
  expect(lack.reason).toContain(name.replace('/', '.'));
  expect(lack.remedy).toContain(remedy);
});

test('an unknown cause is told in bwrap’s own words', () => {
  const lack = explainFailure('bwrap: setting up uid map: Permission denied', () => null);
  expect(lack.reason).toContain('bwrap: setting up uid map: Permission denied');
  expect(lack.remedy).not.toBe('');
});

test('what was tried after the lack is not called good', () => {
  const lack = explainFailure('no', () => null);
  expect(findingsOf(lack).map(({ name, ok }) => [name, ok])).toEqual([
    ['bubblewrap', true],
    ['programs', true],
    ['node-pty', true],
    ['user namespaces', false],
    ['several machines', false],
  ]);
  expect(findingsOf(null).filter((finding) => !finding.ok)).toMatchObject([{ name: 'several machines' }]);
});

test('several machines and other images need Docker, and say so', () => {
  const runtime = createProcessRuntime({ instance: 't', dataDir: empty });
  const [box] = testSpec().machines;
  const [docker] = testSpec({ image: 'docker' }).machines;
  if (!box || !docker) throw new Error('no machines');
  expect(runtime.cannotRun([box, box])).toMatchObject({
    reason: expect.stringContaining('one machine'),
    remedy: expect.stringContaining('Install Docker'),
  });
  expect(runtime.cannotRun([docker])).toMatchObject({
    reason: expect.stringContaining('no image docker'),
    remedy: expect.stringContaining('Install Docker'),
  });
  expect(runtime.cannotRun([box])).toBeNull();
  expect(runtime.cannotRun([box], 'open')).toMatchObject({
    reason: expect.stringContaining('wants a way to the internet'),
    remedy: expect.stringContaining('Install Docker'),
  });
});
