/** An image's folder: its Dockerfile and what that copies. Reads files; knows no engine. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { SandboxError } from '../runtime.ts';

interface FolderFile {
  path: string;
  bytes: Buffer;
  mode: number;
}

/** How an image is made; the second in place of the first when the image that it starts from can be pulled. */
const DOCKERFILES = ['Dockerfile', 'pulled.Dockerfile'] as const;
export type Dockerfile = (typeof DOCKERFILES)[number];

/** Folder names are image names, and become part of a tag. */
const IMAGE_NAME = /^[a-z0-9][a-z0-9-]{0,40}$/;

async function read(imagesDir: string, image: string): Promise<FolderFile[]> {
  const folder = join(imagesDir, image);
  const missing = () =>
    new SandboxError(
      'image',
      `There is no image "${image}": ${join(folder, 'Dockerfile')} does not exist. Add that file, or name another image in the playground.`,
    );
  if (!IMAGE_NAME.test(image)) throw missing();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
  if (!paths.includes('Dockerfile')) throw missing();
  return Promise.all(
    paths.map(async (path) => {
      const file = join(folder, path);
      const [bytes, { mode }] = await Promise.all([readFile(file), stat(file)]);
      return { path, bytes, mode: mode & 0o111 ? 0o755 : 0o644 };
    }),
  );
}

/**
 * `sandlot/linux:1a2b3c4d5e6f`: changes whenever a file of the folder does, or of an image of ours that it starts from;
 * the same, whichever Dockerfile is used.
 * Throws `image` without a Dockerfile, and when images start from each other in a circle.
 */
export async function imageTag(imagesDir: string, image: string, above: string[] = []): Promise<string> {
  if (above.includes(image))
    throw new SandboxError(
      'image',
      `The images ${[...above, image].join(', ')} start from each other in a circle. Let an ARG of one of them name another image.`,
    );
  const hash = createHash('sha256');
  for (const file of await read(imagesDir, image)) {
    hash.update(`${file.path}\0${file.mode}\0${file.bytes.length}\0`).update(file.bytes);
  }
  const bases = DOCKERFILES.map((dockerfile) => basesOf(imagesDir, image, dockerfile));
  for (const base of (await Promise.all(bases)).flat()) {
    if (base.ours) hash.update(await imageTag(imagesDir, base.name, [...above, image]));
  }
  return `sandlot/${image}:${hash.digest('hex').slice(0, 12)}`;
}

/** What an image starts from: another folder's image, or one from elsewhere. */
export interface Base {
  /** The argument of the Dockerfile that gets what the engine calls it. */
  arg: string;
  ours: boolean;
  /** The folder's name, or what the engine calls it: `debian:trixie-slim`. */
  name: string;
}

/** Its `ARG NAME=VALUE` and `ARG NAME`, whose value is empty. */
async function argumentsOf(
  imagesDir: string,
  image: string,
  dockerfile: Dockerfile,
): Promise<[string, string][]> {
  const file = (await read(imagesDir, image)).find(({ path }) => path === dockerfile);
  const lines = (file?.bytes.toString() ?? '').matchAll(/^ARG (\w+)(?:=(\S+))?/gm);
  return [...lines].map(([, arg = '', value = '']) => [arg, value]);
}

/**
 * The Dockerfile's arguments whose defaults are images: `ARG BASE=...`, and each `ARG NAME=sandlot/linux`, which is the
 * image of the folder `linux`.
 */
export async function basesOf(imagesDir: string, image: string, dockerfile: Dockerfile): Promise<Base[]> {
  return (await argumentsOf(imagesDir, image, dockerfile)).flatMap(([arg, value]): Base[] => {
    const own = /^sandlot\/([^:]+)$/.exec(value)?.[1];
    if (own) return [{ arg, ours: true, name: own }];
    return arg === 'BASE' && value ? [{ arg, ours: false, name: value }] : [];
  });
}

/** The arguments that a Dockerfile takes. */
export async function argsOf(imagesDir: string, image: string, dockerfile: Dockerfile): Promise<string[]> {
  return (await argumentsOf(imagesDir, image, dockerfile)).map(([arg]) => arg);
}

/** What `pulled.Dockerfile` starts from, by its `ARG PULLED=...`; null when there is no such file. */
export async function pulledBy(imagesDir: string, image: string): Promise<string | null> {
  const found = (await argumentsOf(imagesDir, image, 'pulled.Dockerfile')).find(([arg]) => arg === 'PULLED');
  return found?.[1] || null;
}

/** The folder as a tar, the same bytes for the same files. */
export async function buildContext(imagesDir: string, image: string): Promise<Readable> {
  const tar = pack();
  for (const { path, bytes, mode } of await read(imagesDir, image)) {
    tar.entry({ name: path, mode, mtime: new Date(0) }, bytes);
  }
  tar.finalize();
  return tar as unknown as Readable;
}
