/** `sandlot images`: builds what is missing, so that no student waits for it. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ensureImage, SandboxError } from '@sandlot/sandbox';
import { Failure } from './failure.ts';
import { pickedRuntime } from './runtimes.ts';
import type { Settings } from './settings.ts';

/** Builds each image under docker/ that is missing or has changed. Throws a Failure when one cannot be built. */
export async function images(settings: Settings, say: (line: string) => void): Promise<void> {
  try {
    const { runtime, why } = await pickedRuntime(settings);
    if (runtime.kind === 'docker') await buildAll(path.join(settings.root, 'docker'), say);
    else say(`No images are needed. ${why}`);
  } catch (error) {
    throw error instanceof SandboxError ? new Failure(error.message, { cause: error }) : error;
  }
}

async function buildAll(imagesDir: string, say: (line: string) => void): Promise<void> {
  const entries = await readdir(imagesDir, { withFileTypes: true });
  for (const entry of entries.filter((entry) => entry.isDirectory())) {
    const image = entry.name;
    const startedMs = Date.now();
    await ensureImage({ imagesDir, image, progress: (text) => say(`${image}: ${text}`) });
    say(`${image}: ready after ${((Date.now() - startedMs) / 1000).toFixed(1)} s`);
  }
}
