/** An image that is made from one of a registry where that answers, and without it elsewhere; on a real engine. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshId } from '../contract/bench.ts';
import { type LocalRegistry, openRegistry, SILENT } from '../testing/local-registry.ts';
import { Engine } from './engine.ts';
import { Images } from './images.ts';

const TIMEOUT = 60_000;
/** Nobody listens there. */
const CLOSED = 'localhost:1/up/node:1';
const engine = new Engine();
let imagesDir: string;
let image: string;
let setting: string;
const registries: LocalRegistry[] = [];
const brought: string[] = [];

beforeEach(() => {
  imagesDir = mkdtempSync(join(tmpdir(), 'sandlot-pulled-'));
  image = freshId('test-');
  setting = `SANDLOT_${image.replace('-', '_').toUpperCase()}`;
  mkdirSync(join(imagesDir, image));
  write('Dockerfile', 'FROM scratch\nCOPY Dockerfile /\nLABEL from=nothing\n');
});
afterEach(async () => {
  for (const registry of registries.splice(0)) await registry.close();
  for (const tag of [...(await engine.tags(`sandlot/${image}`)), ...brought.splice(0)])
    if (await engine.hasImage(tag)) await engine.removeImage(tag);
  rmSync(imagesDir, { recursive: true });
});

const write = (file: string, text: string) => writeFileSync(join(imagesDir, image, file), text);
const startsFrom = (reference: string) =>
  write('pulled.Dockerfile', `ARG PULLED=${reference}\nFROM \${PULLED}\nLABEL from=pulled\n`);

async function registry(what: Parameters<typeof openRegistry>[0]): Promise<LocalRegistry> {
  const opened = await openRegistry(what);
  registries.push(opened);
  return opened;
}

/** A registry's image, by tag and by digest. */
async function published() {
  const { host, digest, asked } = await registry({ name: 'up/node', tag: '1', word: freshId('word') });
  brought.push(`${host}/up/node:1`, `${host}/up/node@${digest}`);
  return { byTag: `${host}/up/node:1`, byDigest: `${host}/up/node:1@${digest}`, asked };
}

/** What was said while it was made; `wanted` is the operator's word. */
async function made(wanted?: string, options: { patienceMs?: number } = {}): Promise<string> {
  const images = new Images(engine, imagesDir, { sources: { [image]: wanted }, ...options });
  const said: string[] = [];
  await images.ensure(image, (text) => said.push(text));
  expect(await images.has(image)).toBe(true);
  return said.join('\n');
}

test('what the registry has is pulled, by its digest, and what starts from it is built', {
  timeout: TIMEOUT,
}, async () => {
  const { byDigest } = await published();
  startsFrom(byDigest);
  const said = await made();
  expect(said).toContain(`Pulling ${byDigest}\n`);
  expect(said).toContain(`The image "${image}" is made from ${byDigest}\n`);
  expect(said).toContain('LABEL from=pulled');
});

test('what the engine has already is not asked for', { timeout: TIMEOUT }, async () => {
  const { byDigest, asked } = await published();
  await engine.pullImage(byDigest, () => {});
  asked.splice(0);
  startsFrom(byDigest);
  expect(await made()).toContain(`The image "${image}" is made from ${byDigest}\n`);
  expect(asked).toEqual([]);
});

test('without an answer it is built in the other way, and said why', { timeout: TIMEOUT }, async () => {
  startsFrom(CLOSED);
  const said = await made();
  expect(said).toMatch(
    new RegExp(
      `^The image "${image}" is built without a registry, since ${CLOSED} cannot be pulled: .+`,
      'm',
    ),
  );
  expect(said).toContain('LABEL from=nothing');
});

test('a registry that takes the question and says nothing is waited for no longer than patience lasts', {
  timeout: TIMEOUT,
}, async () => {
  const { host } = await registry(SILENT);
  startsFrom(`${host}/up/node:1`);
  const said = await made(undefined, { patienceMs: 200 });
  expect(said).toContain('up/node:1 cannot be pulled: its registry said nothing for 0.2 s\n');
  expect(said).toContain('LABEL from=nothing');
});

test("the operator's own reference is pulled in place of the usual one", { timeout: TIMEOUT }, async () => {
  const { byTag } = await published();
  startsFrom(CLOSED);
  const said = await made(byTag);
  expect(said).toContain(`The image "${image}" is made from ${byTag}\n`);
  expect(said).not.toContain(`Pulling ${CLOSED}`);
});

test("the operator's own reference that cannot be pulled is said, with what to do, and nothing is built", {
  timeout: TIMEOUT,
}, async () => {
  const { byTag } = await published();
  startsFrom(byTag);
  await expect(made(CLOSED)).rejects.toMatchObject({
    code: 'image',
    message: expect.stringMatching(
      new RegExp(
        `^The image "${image}" is to be made from ${CLOSED}, as ${setting} says, and pulling that failed: .+\\. Correct the reference, .* or set ${setting}=build `,
      ),
    ),
  });
  expect(await engine.tags(`sandlot/${image}`)).toEqual([]);
});

test('an image that was brought by hand is used under its whole name', { timeout: TIMEOUT }, async () => {
  const name = `sandlot-test/${image}`;
  const files = pack();
  files.entry({ name: 'word' }, 'brought');
  files.finalize();
  await engine.importImage(files as unknown as Readable, name, '1');
  brought.push(`${name}:1`);
  startsFrom(CLOSED);
  const said = await made(`docker.io/${name}:1`);
  expect(said).toContain(`The image "${image}" is made from docker.io/${name}:1\n`);
  expect(said).not.toContain('Pulling');
});

test('a reference without a tag means the latest, not what else is there', { timeout: TIMEOUT }, async () => {
  const { byTag } = await published();
  await engine.pullImage(byTag, () => {});
  startsFrom(CLOSED);
  const untagged = byTag.replace(/:1$/, '');
  await expect(made(untagged)).rejects.toThrow(`is to be made from ${untagged}, as ${setting} says, and`);
});

test('on the word "build" no registry is asked', { timeout: TIMEOUT }, async () => {
  const { byTag, asked } = await published();
  startsFrom(byTag);
  const said = await made('build');
  expect(said).toContain(`The image "${image}" is built without a registry, since ${setting} is "build"\n`);
  expect(said).toContain('LABEL from=nothing');
  expect(asked).toEqual([]);
});

test('however it was made, it has one tag, and stays until its folder changes', {
  timeout: TIMEOUT,
}, async () => {
  const { byTag } = await published();
  startsFrom(byTag);
  await made('build');
  const [tag] = await engine.tags(`sandlot/${image}`);
  expect(await made()).toBe('');
  startsFrom(`${byTag}\n# changed`);
  expect(await made()).toContain(`is made from ${byTag}\n`);
  expect(await engine.tags(`sandlot/${image}`)).not.toContain(tag);
});

test('a folder without such a file asks no registry, whatever is wanted', { timeout: TIMEOUT }, async () => {
  expect(await made(CLOSED)).not.toMatch(/pull|registry/i);
});
