/** What an earlier Sandlot may have left behind goes at the start, on a real engine. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshId } from '../contract/bench.ts';
import { createDockerRuntime } from './docker-runtime.ts';
import { Engine } from './engine.ts';
import { imageTag } from './image-folder.ts';
import { Images } from './images.ts';
import { LABEL } from './labels.ts';
import { PROBE_LABEL } from './nesting/probe-way.ts';
import { imagesDir } from './test-docker.ts';

const engine = new Engine();
const [instance, other] = [freshId('t'), freshId('t')];

beforeAll(() => new Images(engine, imagesDir).ensure('linux', () => {}), 600_000);

/** A container with a volume of a name, which stays when the container goes. */
async function holder(labels: Record<string, string>): Promise<{ id: string; volume: string }> {
  const volume = freshId('sandlot-t-');
  const id = await engine.createContainer(freshId('sandlot-t-'), {
    Image: await imageTag(imagesDir, 'linux'),
    Labels: { [LABEL.instance]: other },
    HostConfig: {
      Mounts: [{ Type: 'volume', Source: volume, Target: '/held', VolumeOptions: { Labels: labels } }],
    },
  });
  return { id, volume };
}
const made: { id: string; volume: string }[] = [];
afterAll(async () => {
  for (const { id } of made) await engine.removeContainer(id).catch(() => {});
  for (const { volume } of made) await engine.removeVolume(volume).catch(() => {});
});

test('loose volumes of this installation go at its start, and no others', async () => {
  const [own, tried, used, foreign] = [
    await holder({ [LABEL.instance]: instance }),
    await holder({ [PROBE_LABEL]: instance }),
    await holder({ [LABEL.instance]: instance }),
    await holder({ [LABEL.instance]: other }),
  ];
  made.push(own, tried, used, foreign);
  for (const { id } of [own, tried, foreign]) await engine.removeContainer(id);
  const there = () => Promise.all(made.map(({ volume }) => engine.hasVolume(volume)));
  expect(await there()).toEqual([true, true, true, true]);
  const runtime = createDockerRuntime({ instance, imagesDir });
  await runtime.start();
  await runtime.close();
  expect(await there()).toEqual([false, false, true, true]);
});
