/**
 * The holder's program: built by the engine from docker/holder, taken out of that image once and kept beside our data,
 * so that it can be lent to machines of any image.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { extract } from 'tar-stream';
import type { Engine } from './engine.ts';
import { imageTag } from './image-folder.ts';
import { LABEL } from './labels.ts';
import { removed } from './removed.ts';

/** Folder of the image, and the program in it. */
export const HOLDER_IMAGE = 'holder';
const PROGRAM = '/holder';
const MOST_BYTES = 4 * 1024 * 1024;

export interface ProgramPlace {
  engine: Engine;
  instance: string;
  imagesDir: string;
  dataDir: string;
}

/** Where the program of this version lies. Throws what the engine throws, and when there is no such image. */
export async function holderProgram({ engine, instance, imagesDir, dataDir }: ProgramPlace): Promise<string> {
  const tag = await imageTag(imagesDir, HOLDER_IMAGE);
  const path = join(dataDir, 'holder', tag.split(':').at(-1) ?? '', 'holder');
  if (existsSync(path)) return path;
  await removeStale(engine, instance);
  const container = await engine.createContainer(`${namePrefix(instance)}${process.pid}`, {
    Image: tag,
    Labels: { [LABEL.instance]: instance },
  });
  try {
    const bytes = await onlyFile(await engine.archive(container, PROGRAM));
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const half = `${path}.${process.pid}`;
    await writeFile(half, bytes, { mode: 0o755 });
    await rename(half, path);
    return path;
  } finally {
    await removed(() => engine.removeContainer(container));
  }
}

/** Of the containers that the program is taken out of; the number of the process that does so follows. */
const namePrefix = (instance: string) => `sandlot-${instance}-holder-`;

/** What a process left that died just then. */
async function removeStale(engine: Engine, instance: string): Promise<void> {
  const prefix = namePrefix(instance);
  for (const { id, name } of await engine.containers({ [LABEL.instance]: instance })) {
    const pid = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    if (pid && !existsSync(`/proc/${pid}`)) await removed(() => engine.removeContainer(id));
  }
}

async function onlyFile(tar: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const files = extract();
  tar.on('error', (error) => files.destroy(error)).pipe(files);
  for await (const entry of files) {
    for await (const chunk of entry as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > MOST_BYTES) throw new Error(`The holder's program has more than ${MOST_BYTES} bytes.`);
      chunks.push(chunk);
    }
  }
  return Buffer.concat(chunks);
}
