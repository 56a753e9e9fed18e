/** Ports of machines that were lent no holder, and of such as have no Perl either. */
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { useBench } from '../contract/bench.ts';
import { createDockerRuntime } from './docker-runtime.ts';
import { DOCKER, imagesDir } from './test-docker.ts';

const bench = useBench((instance) => createDockerRuntime({ instance, imagesDir }), {
  ...DOCKER,
  capabilities: { ...DOCKER.capabilities, durable: false },
});

test('without a holder a relay does it; without both it is said', async () => {
  const id = await bench.sandbox();
  const run = (script: string) => bench.runtime.run(id, 'box', { script, timeoutMs: 20_000 });
  await run(
    'setsid nc -l 127.0.0.1 7001 </etc/hostname >/dev/null 2>&1 & until ss -ltn | grep -q :7001; do sleep 0.05; done',
  );
  const stream = await bench.runtime.connect(id, 'box', 7001);
  stream.end();
  expect(await text(stream)).toBe('box\n');
  await expect(bench.runtime.connect(id, 'box', 7002)).rejects.toMatchObject({ code: 'refused' });
  await run('rm /usr/bin/perl');
  await expect(bench.runtime.connect(id, 'box', 7001)).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringMatching(/box.*Perl.*sandlot doctor/s),
  });
});
