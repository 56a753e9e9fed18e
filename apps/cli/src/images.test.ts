import path from 'node:path';
import { expect, test } from 'vitest';
import { startProgram } from './testing/program.ts';

const MAIN = path.resolve(import.meta.dirname, 'main.ts');
const images = (args: string[], env = {}) =>
  startProgram(process.execPath, [MAIN, 'images', ...args], { SANDLOT_RUNTIME: '', ...env });

test('each image is there afterwards, with the time that it took', async () => {
  const program = images(['--runtime', 'docker']);
  expect(await program.ends()).toBe(0);
  expect(program.printed()).toMatch(/^linux: ready after \d+\.\d s$/m);
  expect(program.printed()).not.toMatch(/^kind/m); // the large ones are built by name
});

test('named images are there afterwards, and no others', async () => {
  const program = images(['linux', '--runtime', 'docker']);
  expect(await program.ends()).toBe(0);
  expect(program.printed()).toMatch(/^linux: ready after \d+\.\d s\n$/);
});

test('a name that no image has is said in one sentence', async () => {
  const program = images(['linuks', '--runtime', 'docker']);
  expect(await program.ends()).toBe(1);
  expect(program.printed()).toMatch(/^There is no image "linuks": \S+Dockerfile does not exist\. [^\n]*\n$/);
});

test('a host that runs without an engine needs none', async () => {
  const program = images(['--runtime', 'process']);
  expect(await program.ends()).toBe(0);
  expect(program.printed()).toBe('No images are needed. The process runtime was asked for.\n');
});

test('an engine that was asked for and does not answer is said in one sentence', async () => {
  const program = images(['--runtime', 'docker'], { DOCKER_HOST: 'unix:///nonexistent/docker.sock' });
  expect(await program.ends()).toBe(1);
  expect(program.printed().trim().split('\n')).toHaveLength(1);
  expect(program.printed()).toContain('/nonexistent/docker.sock');
});
