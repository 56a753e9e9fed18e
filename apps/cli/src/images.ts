/** `sandlot images`: builds what is missing, so that no student waits for it. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ensureImage, isOnDemand, SandboxError } from '@sandlot/sandbox';
import { Failure } from './failure.ts';
import { pickedRuntime } from './runtimes.ts';
import type { Settings } from './settings.ts';

/**
 * Builds each image under docker/ that is missing or has changed: all but those built on demand, or the named ones and
 * what they start from. Throws a Failure when one cannot be built, or there is none of that name.
 */
export async function images(
  settings: Settings,
  names: string[],
  say: (line: string) => void,
): Promise<void> {
  try {
    const { runtime, why } = await pickedRuntime(settings);
    if (runtime.kind === 'docker') await build(settings, names, say);
    else say(`No images are needed. ${why}`);
  } catch (error) {
    throw error instanceof SandboxError ? new Failure(error.message, { cause: error }) : error;
  }
}

async function build(settings: Settings, names: string[], say: (line: string) => void): Promise<void> {
  const imagesDir = path.join(settings.root, 'docker');
  const sources = { 'kind-node': settings.kindNode ?? undefined };
  for (const image of names.length > 0 ? names : await usualImages(imagesDir)) {
    const startedMs = Date.now();
    await ensureImage({ imagesDir, image, sources, progress: (text) => say(`${image}: ${text}`) });
    say(`${image}: ready after ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
  }
}

async function usualImages(imagesDir: string): Promise<string[]> {
  const entries = await readdir(imagesDir, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return folders.filter((image) => !isOnDemand(imagesDir, image));
}
