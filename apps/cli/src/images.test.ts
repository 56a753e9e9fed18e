import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { images as buildImages } from './images.ts';
import { readSettings } from './settings.ts';
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

test('a setting that names no image is said, with what would be right', async () => {
  const program = images(['kind', '--runtime', 'docker'], {
    SANDLOT_KIND_NODE: 'https://registry.example.org/node',
  });
  expect(await program.ends()).toBe(1);
  expect(program.printed()).toMatch(
    /^A setting makes no sense: SANDLOT_KIND_NODE must be an image like \S+, or build\. docs[^\n]*\n$/,
  );
});

test('what the setting names is what the nodes are made from', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'sandlot-images-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const folder = path.join(root, 'docker/kind-node');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'Dockerfile'), 'FROM scratch\nCOPY nothing /\n'); // never to be built
  writeFileSync(path.join(folder, 'pulled.Dockerfile'), `ARG PULLED=localhost:1/usual:1\nFROM \${PULLED}\n`);
  const named = 'localhost:1/named:1';
  const settings = readSettings({ runtime: 'docker' }, { ...process.env, SANDLOT_KIND_NODE: named });
  await expect(buildImages({ ...settings, root }, ['kind-node'], () => {})).rejects.toThrow(
    `The image "kind-node" is to be made from ${named}, as SANDLOT_KIND_NODE says`,
  );
});
