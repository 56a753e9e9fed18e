/** What machines have written, their own layers and the volumes of engines inside. Asks the engine; changes nothing. */
import { randomBytes } from 'node:crypto';
import type { DiskUse, Engine } from './engine.ts';
import { Head, Unframer } from './exec-output.ts';
import { LABEL } from './labels.ts';
import { withContainer } from './with-container.ts';

/** `image` has a shell and `du`. By container id, in bytes. */
export async function writtenBytes(
  engine: Engine,
  instance: string,
  image: string,
): Promise<Map<string, number>> {
  const labels = { [LABEL.instance]: instance };
  const use = await engine.diskUse(labels);
  const volumes = [...use.values()].flatMap((one) => one.volumes);
  const held =
    volumes.length > 0 ? await volumeBytes(engine, instance, image, volumes) : new Map<string, number>();
  const total = ({ bytes, volumes: own }: DiskUse) =>
    own.reduce((sum, name) => sum + (held.get(name) ?? 0), bytes);
  return new Map([...use].map(([id, one]) => [id, total(one)]));
}

/**
 * Counted from outside, by a program that nobody in a sandbox could change. It sees the folder of all volumes, not the
 * volumes: one that it had, the engine would leave behind when its machine is removed meanwhile.
 */
async function volumeBytes(
  engine: Engine,
  instance: string,
  image: string,
  volumes: string[],
): Promise<Map<string, number>> {
  const { rootDir } = await engine.info();
  const name = `sandlot-du-${instance}-${randomBytes(4).toString('hex')}`;
  const body = {
    Image: image,
    Cmd: ['/bin/sleep', '120'],
    Labels: { [LABEL.instance]: instance },
    HostConfig: {
      ...{ NetworkMode: 'none', CapDrop: ['ALL'], CapAdd: ['DAC_READ_SEARCH'], LogConfig: { Type: 'none' } },
      AutoRemove: true, // should we be gone by then
      Mounts: [
        {
          ...{ Type: 'bind', Source: `${rootDir}/volumes`, Target: '/v', ReadOnly: true },
          BindOptions: { NonRecursive: true },
        },
      ],
    },
  };
  return withContainer(engine, name, body, async (id) => {
    const command = ['/usr/bin/du', '-sxk', ...volumes.map((volume) => `/v/${volume}/_data`)];
    const { stream } = await engine.exec(id, { command, user: 'root', env: [], tty: false });
    const head = new Head(2 ** 20);
    const unframer = new Unframer();
    stream.on('data', (chunk: Buffer) => {
      for (const payload of unframer.push(chunk)) head.push(payload);
    });
    stream.end();
    await new Promise((resolve) => stream.on('close', resolve));
    return new Map(
      [...head.text().matchAll(/^(\d+)\t\/v\/(\S+)\/_data$/gm)].map(([, kib, name = '']) => [
        name,
        Number(kib) * 1024,
      ]),
    );
  });
}
