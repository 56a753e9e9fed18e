import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { MachineSpec } from '../runtime.ts';
import { isOnDemand, OnDemandImages } from './on-demand-images.ts';

const imagesDir = mkdtempSync(join(tmpdir(), 'sandlot-on-demand-'));
for (const [image, label] of [
  ['large', 'LABEL sandlot.on-demand=true'],
  ['small', 'LABEL sandlot.on-demand=false'],
] as const) {
  mkdirSync(join(imagesDir, image));
  writeFileSync(join(imagesDir, image, 'Dockerfile'), `FROM scratch\n${label}\n`);
}
afterAll(() => rmSync(imagesDir, { recursive: true }));

const machines = (...images: string[]) => images.map((image) => ({ name: 'dev', image }) as MachineSpec);

test('a Dockerfile says by a label that its image is built on demand', () => {
  expect(['large', 'small', 'none'].map((image) => isOnDemand(imagesDir, image))).toEqual([
    true,
    false,
    false,
  ]);
});

test('a playground whose image is not built says which command builds it, and later that it is there', async () => {
  let built = false;
  let nowMs = 0;
  const asked: string[] = [];
  const has = async (image: string) => {
    asked.push(image);
    return built;
  };
  const images = new OnDemandImages(imagesDir, has, () => nowMs);
  await images.look(machines('small', 'large'));
  expect(asked).toEqual(['large']);
  expect(images.refusal(machines('small'))).toBeNull();
  expect(images.refusal(machines('small', 'large'))).toEqual({
    reason: 'Machine dev needs the image "large", which is not built on this host.',
    remedy:
      'An admin builds it, once, with: sandlot images large. That takes up to half an hour and several gigabytes; then reload the page.',
  });
  built = true;
  nowMs = 4_999;
  expect(images.refusal(machines('large'))).not.toBeNull();
  expect(asked).toHaveLength(1);
  nowMs = 5_000;
  expect(images.refusal(machines('large'))).not.toBeNull(); // and looks again
  await expect.poll(() => images.refusal(machines('large'))).toBeNull();
  expect(asked).toHaveLength(2);
});

test('before anybody has looked, nothing is said to be missing', async () => {
  const answer = Promise.withResolvers<boolean>();
  const images = new OnDemandImages(imagesDir, () => answer.promise, Date.now);
  expect(images.refusal(machines('large'))).toEqual({
    reason:
      'Machine dev needs the image "large", and Sandlot is still finding out whether it is built on this host.',
    remedy: 'Wait a moment.',
    passing: true,
  });
  answer.resolve(false);
  await expect.poll(() => images.refusal(machines('large'))?.reason).toContain('which is not built');
});

test('an engine that does not answer leaves what was known', async () => {
  let away = false;
  const has = async () => {
    if (away) throw new Error('no engine');
    return true;
  };
  const images = new OnDemandImages(imagesDir, has, Date.now);
  await images.look(machines('large'));
  away = true;
  await images.look(machines('large'));
  expect(images.refusal(machines('large'))).toBeNull();
});
