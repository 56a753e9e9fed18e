import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FunctionsFile } from '@sandlot/lesson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshId, useBench } from '../contract/bench.ts';
import { DOCKER, useDocker } from '../docker/test-docker.ts';
import { createProcessRuntime } from '../process/process-runtime.ts';
import type { SandboxRuntime } from '../runtime.ts';
import { runCheck } from './run-check.ts';

const docker = useBench(useDocker({}), DOCKER);
const dataDir = mkdtempSync(path.join(tmpdir(), 'sandlot-functions-'));
const plain = createProcessRuntime({ instance: freshId('p'), dataDir });
const ids: Record<string, string> = {};
beforeAll(async () => {
  await plain.start();
  ids.docker = await docker.sandbox();
  const spec = { ...docker.spec(), id: freshId('s') };
  ids.process = spec.id;
  await plain.create({ ...spec, machines: spec.machines.map((m) => ({ ...m, image: 'linux' })) }, () => {});
}, 120_000);
afterAll(async () => {
  await plain.remove(ids.process ?? '');
  await plain.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const runtimeOf = (kind: string): SandboxRuntime => (kind === 'docker' ? docker.runtime : plain);
async function check(kind: string, script: string, functions: FunctionsFile[] = []) {
  const task = { machine: 'box', check: script, checkTimeoutMs: 30_000, functions };
  const { outcome, message } = await runCheck(runtimeOf(kind), ids[kind] ?? '', task, {});
  return `${outcome}: ${message}`;
}

const SERVER = (address: string) =>
  `python3 -c 'import http.server,sys; http.server.test(http.server.SimpleHTTPRequestHandler, port=PORT, bind="${address}")' >/dev/null 2>&1 &
   server=$!; trap '{ kill $server; wait $server; } 2>/dev/null' EXIT; i=0; until listening PORT || [ $i = 150 ]; do i=$((i+1)); sleep 0.1; done`;

test.each(['docker', 'process'])('they say what is so, and what is not: %s', async (kind) => {
  const port = String(20_000 + (process.pid % 10_000) + (kind === 'docker' ? 0 : 1));
  const on = (script: string) => check(kind, script.replaceAll('PORT', port));
  expect(await on('not_yet "The file is empty."')).toBe('pending: The file is empty.');
  expect(await on('cannot_check "No disk."')).toBe('error: The check failed with exit code 2: No disk.');
  expect(await on('listening PORT && exit 0; exit 1')).toMatch(/^pending/);
  expect(await on(`${SERVER('127.0.0.1')}; listening PORT && ! listening PORT any`)).toBe('passed: ');
  expect(await on(`${SERVER('0.0.0.0')}; listening PORT any`)).toBe('passed: ');
  expect(
    await on(
      'tail -f /dev/null & p=$!; until [ "$(cat /proc/$p/comm)" = tail ]; do :; done; [ "$(pid_of tail)" = $p ] && process_running tail; r=$?; { kill $p; wait $p; } 2>/dev/null; exit $r',
    ),
  ).toBe('passed: ');
  expect(await on('process_running tail')).toMatch(/^pending/);
  expect(await on('same_namespace pid $$ 1 && ! different_namespace pid $$ 1')).toBe('passed: ');
  expect(await on('same_namespace pid 999999 999999 || different_namespace pid 999999 1')).toMatch(
    /^pending/,
  );
  expect(await on('f=$(mktemp); chmod 640 $f; [ "$(file_mode $f)" = 640 ]; r=$?; rm $f; exit $r')).toBe(
    'passed: ',
  );
  expect(await on('container_running nothing')).toMatch(/^pending/);
  expect(await on('true\nfor\n')).toMatch(/^error: .*sh: [23]: Syntax error/);
});

test('an HTTP answer has its status and its body; none is 000', async () => {
  const port = '18080';
  const on = (script: string) => check('docker', script.replaceAll('PORT', port));
  const asked =
    '[ "$(http_status http://127.0.0.1:PORT/)" = 200 ] && http_body http://127.0.0.1:PORT/ | grep -q Directory';
  expect(await on(`${SERVER('127.0.0.1')}; ${asked}`)).toBe('passed: ');
  expect(await on('[ "$(http_status http://127.0.0.1:PORT/)" = 000 ]')).toBe('passed: ');
});

test('the cgroup of a container is found by what the engine says and what the kernel says', async () => {
  const engine = 'docker() { case "$3" in *Running*) echo true ;; *) echo $$ ;; esac; }';
  const own = `${engine}; folder=$(container_cgroup any memory) || exit 1; case $folder in /sys/fs/cgroup*) ;; *) exit 1 ;; esac`;
  expect(await check('docker', own)).toBe('passed: ');
  expect(await check('docker', 'container_cgroup nothing memory')).toMatch(/^pending/);
  const limit =
    'd=$(mktemp -d); echo 268435456 >$d/FILE; [ "$(memory_limit $d)" = 268435456 ]; r=$?; rm -r $d; exit $r';
  for (const file of ['memory.max', 'memory.limit_in_bytes'])
    expect(await check('docker', limit.replace('FILE', file))).toBe('passed: ');
  expect(await check('docker', 'memory_limit /nowhere')).toMatch(/^pending/);
});

test('the functions of its course and of its lesson stand before a check, and a mistake is told by file and line', async () => {
  const files = [
    { file: 'courses/a/functions.sh', text: 'course() { echo course; }\nboth() { echo no; }\n' },
    { file: 'courses/a/b/functions.sh', text: 'both() { echo "$(course) and lesson"; }\n' },
  ];
  expect(await check('process', 'not_yet "$(both)"', files)).toBe('pending: course and lesson');
  const broken = [...files, { file: 'courses/a/b/more.sh', text: 'more() {\n  )\n}\n' }];
  expect(await check('process', 'exit 0', broken)).toMatch(
    /^error: .*sh: courses\/a\/b\/more\.sh: 2: Syntax error/,
  );
  expect(await check('process', '\nfor\n', files)).toMatch(/^error: .*sh: [23]: Syntax error/);
});
