/** Counting what machines hold, on a real engine: it sees volumes, and never keeps one that goes meanwhile. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshId } from '../contract/bench.ts';
import { Engine, type ExecRequest } from './engine.ts';
import { imageTag } from './image-folder.ts';
import { Images } from './images.ts';
import { LABEL } from './labels.ts';
import { removed } from './removed.ts';
import { imagesDir } from './test-docker.ts';
import { writtenBytes } from './written-bytes.ts';

const MIB = 2 ** 20;
const engine = new Engine();
const instance = freshId('t');
const labels = { [LABEL.instance]: instance };
const containers: string[] = [];
let image = '';

beforeAll(async () => {
  await new Images(engine, imagesDir).ensure('linux', () => {});
  image = await imageTag(imagesDir, 'linux');
}, 600_000);
afterAll(async () => {
  for (const id of containers) await removed(() => engine.removeContainer(id));
});

/** A container that has written so much on its volume, and stays; its id and the volume's name. */
async function writer(mib: number): Promise<{ id: string; volume: string }> {
  const id = await engine.createContainer(freshId('sandlot-t-'), {
    Image: image,
    Cmd: ['/bin/sh', '-c', `head -c ${mib}M /dev/zero >/held/zeros; exec sleep 300`],
    Labels: labels,
    HostConfig: {
      NetworkMode: 'none',
      Mounts: [{ Type: 'volume', Target: '/held', VolumeOptions: { Labels: labels } }],
    },
  });
  containers.push(id);
  await engine.startContainer(id);
  const volume = (await engine.diskUse(labels)).get(id)?.volumes[0] ?? '';
  await expect
    .poll(async () => (await writtenBytes(engine, instance, image)).get(id) ?? 0)
    .toBeGreaterThanOrEqual(mib * MIB);
  return { id, volume };
}

/** Does something once whoever counts has begun. */
class Interrupted extends Engine {
  readonly #between: () => Promise<void>;
  constructor(between: () => Promise<void>) {
    super();
    this.#between = between;
  }
  override async exec(id: string, request: ExecRequest) {
    await this.#between();
    return super.exec(id, request);
  }
}

test('what a volume holds counts for its container', async () => {
  const { id } = await writer(8);
  expect((await writtenBytes(engine, instance, image)).get(id)).toBeLessThan(16 * MIB);
});

test('a machine that is removed meanwhile takes its volume along, and the others are counted', async () => {
  const [stays, goes] = [await writer(4), await writer(1)];
  expect(await engine.hasVolume(goes.volume)).toBe(true);
  const interrupted = new Interrupted(() => engine.removeContainer(goes.id));
  const counted = await writtenBytes(interrupted, instance, image);
  expect(counted.get(stays.id)).toBeGreaterThanOrEqual(4 * MIB);
  expect(await engine.hasVolume(goes.volume)).toBe(false);
  expect(await engine.hasVolume(stays.volume)).toBe(true);
});
