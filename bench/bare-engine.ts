/** The floor: the least that the engine's API takes for the same, with no Sandlot in between. */
import type { Duplex } from 'node:stream';
import Docker from 'dockerode';
import { BENCH_LABEL } from './endings.ts';

const docker = new Docker();
const PROMPT = /[$#] $/;

/** The newest image that Sandlot has built for plain machines. */
export async function linuxImage(): Promise<string> {
  const images = await docker.listImages({ filters: { reference: ['sandlot/linux'] } });
  const tag = images.toSorted((a, b) => b.Created - a.Created)[0]?.RepoTags?.[0];
  if (!tag) throw new Error('no image sandlot/linux: run `npm start` once before');
  return tag;
}

/** Whether machines can have a cluster here. */
export async function hasClusterImage(): Promise<boolean> {
  return (await docker.listImages({ filters: { reference: ['sandlot/kind'] } })).length > 0;
}

async function shell(container: Docker.Container): Promise<Duplex> {
  const exec = await container.exec({
    Cmd: ['bash', '--norc', '-i'],
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
    Env: ['PS1=$ '],
  });
  return exec.start({ hijack: true, stdin: true, Tty: true });
}

function until(stream: Duplex, test: (text: string) => boolean): Promise<void> {
  return new Promise((resolve) => {
    let text = '';
    const take = (chunk: Buffer) => {
      text = (text + chunk.toString('latin1')).slice(-4096);
      if (!test(text)) return;
      stream.off('data', take);
      resolve();
    };
    stream.on('data', take);
  });
}

export class BareMachine {
  readonly #container: Docker.Container;
  readonly #stream: Duplex;

  private constructor(container: Docker.Container, stream: Duplex) {
    this.#container = container;
    this.#stream = stream;
  }

  /** create + start + exec, up to the first prompt. */
  static async start(image: string): Promise<BareMachine> {
    const container = await docker.createContainer({
      Image: image,
      Cmd: ['sleep', 'infinity'],
      Labels: { [BENCH_LABEL]: String(process.pid) },
      HostConfig: { Init: true },
    });
    await container.start();
    const stream = await shell(container);
    await until(stream, (text) => PROMPT.test(text));
    return new BareMachine(container, stream);
  }

  async remove(): Promise<void> {
    this.#stream.destroy();
    await this.#container.remove({ force: true, v: true });
  }
}
