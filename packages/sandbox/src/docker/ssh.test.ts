/** The ssh of machines that a playground connects so; on a real engine. */
import { beforeAll, expect, test } from 'vitest';
import { useBench } from '../contract/bench.ts';
import { provisionPlayground, startServices } from '../lesson/provision.ts';
import { sshKeysOf } from '../lesson/ssh-keys.ts';
import { DOCKER, useDocker } from './test-docker.ts';

const bench = useBench(useDocker(), DOCKER);
let what: Parameters<typeof provisionPlayground>[0];

beforeAll(async () => {
  const spec = bench.spec();
  await bench.runtime.create(spec, () => {});
  const machines = spec.machines.map((machine) => ({ spec: machine, generation: 1 }));
  const playground = { ssh: true, files: {}, init: {}, waitFor: {} };
  const place = { runtime: bench.runtime, sandboxId: spec.id, playground, machines, values: {} };
  what = { ...place, sshKeys: sshKeysOf(Buffer.alloc(32), spec.id) };
  await provisionPlayground(what, 'box');
}, 120_000);

const run = (script: string, user = 'root') =>
  bench.runtime.run(what.sandboxId, 'box', { script, timeoutMs: 20_000, user });

test('the student gets in as soon as the machine is there', async () => {
  expect(await run('ssh localhost whoami', 'student')).toMatchObject({ output: 'student\n', exitCode: 0 });
});

test('an sshd that the student has moved to another port is no reason to hold the machine back', async () => {
  await run(
    "echo 'Port 2222' >>/etc/ssh/sshd_config; pkill -x sshd; while pgrep -x sshd; do sleep 0.1; done",
  );
  await startServices(what, 'box');
  const moved = await run('until ssh -p 2222 localhost whoami 2>/dev/null; do sleep 0.1; done', 'student');
  expect(moved).toMatchObject({ output: 'student\n', exitCode: 0 });
  expect(await run('ssh localhost true', 'student')).not.toMatchObject({ exitCode: 0 });
});
