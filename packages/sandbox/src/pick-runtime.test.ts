import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pickRuntime } from './pick-runtime.ts';

const options = {
  instance: 'picktest',
  imagesDir: join(import.meta.dirname, '../../../docker'),
  dataDir: mkdtempSync(join(tmpdir(), 'sandlot-pick-')),
};
const nobody = 'unix:///nonexistent/docker.sock';

test('docker is picked when its engine answers', async () => {
  for (const choice of ['auto', 'docker'] as const) {
    const { runtime, why } = await pickRuntime({ ...options, choice });
    expect(runtime.kind).toBe('docker');
    expect(why).toMatch(/^Docker \d+\.\d+\S* answers\.$/);
    await runtime.close();
  }
});

test('process is picked when no engine answers, and says why', async () => {
  const { runtime, why } = await pickRuntime({ ...options, choice: 'auto', host: nobody });
  expect(runtime.kind).toBe('process');
  expect(why).toMatch(/^No Docker engine answers, so .*\/nonexistent\/docker\.sock.*\./);
  await runtime.close();
});

test('process is picked when asked for', async () => {
  const { runtime, why } = await pickRuntime({ ...options, choice: 'process' });
  expect([runtime.kind, why]).toEqual(['process', 'The process runtime was asked for.']);
  await runtime.close();
});

test('docker by name without an engine is an error that says what to do', async () => {
  await expect(pickRuntime({ ...options, choice: 'docker', host: nobody })).rejects.toMatchObject({
    code: 'engine',
    message: expect.stringMatching(/does not answer \(.*ENOENT.*\)\. Start it/),
  });
});
