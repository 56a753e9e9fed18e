/** Which of a folder's Dockerfiles makes its image here: the one that starts from a pulled image, or the one that needs
 * no registry. */
import { type Progress, SandboxError } from '../runtime.ts';
import type { Engine } from './engine.ts';
import { type Dockerfile, pulledBy } from './image-folder.ts';
import { pull } from './pull.ts';

/** In place of a reference: no registry is asked. */
export const BUILD = 'build';

/** What the operator says of the image of one folder, by the setting SANDLOT_ and its name: `kind-node` is KIND_NODE. */
const settingOf = (image: string): string => `SANDLOT_${image.replaceAll('-', '_').toUpperCase()}`;

export interface Chosen {
  dockerfile: Dockerfile;
  /** Arguments beside the usual ones. */
  args: Record<string, string>;
}

const BUILT: Chosen = { dockerfile: 'Dockerfile', args: {} };

/**
 * Pulls what `pulled.Dockerfile` starts from, where the folder has one. `wanted`: the operator's word, another reference
 * or BUILD; then nothing else is done, and a pull that fails throws `image`.
 */
export async function chooseDockerfile(
  engine: Engine,
  folder: { imagesDir: string; image: string; wanted: string | undefined },
  progress: Progress,
  patienceMs?: number,
): Promise<Chosen> {
  const { imagesDir, image, wanted } = folder;
  const usual = await pulledBy(imagesDir, image);
  if (usual === null) return BUILT;
  const setting = settingOf(image);
  if (wanted === BUILD) {
    progress(`The image "${image}" is built without a registry, since ${setting} is "${BUILD}"`);
    return BUILT;
  }
  const reference = wanted ?? usual;
  const failure = await pull(engine, reference, progress, patienceMs);
  if (failure === null) {
    progress(`The image "${image}" is made from ${reference}`);
    return { dockerfile: 'pulled.Dockerfile', args: { PULLED: reference } };
  }
  if (wanted !== undefined)
    throw new SandboxError(
      'image',
      `The image "${image}" is to be made from ${reference}, as ${setting} says, and pulling that failed: ${failure}. Correct the reference, or bring the image into the engine by hand (docker pull, docker load), or set ${setting}=${BUILD} to build it without a registry; then try again.`,
    );
  progress(
    `The image "${image}" is built without a registry, since ${reference} cannot be pulled: ${failure}`,
  );
  return BUILT;
}
