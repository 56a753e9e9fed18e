/** A shell by a bare exec of the engine: what a platform that only passes bytes on has to stand beside. */
import type { Duplex } from 'node:stream';
import Docker from 'dockerode';
import { Channel } from './channel.ts';

class EngineExec extends Channel {
  readonly #stream: Duplex;

  constructor(stream: Duplex) {
    super();
    this.#stream = stream;
    stream.on('data', (bytes: Buffer) => this.take(bytes));
  }

  write(text: string): void {
    this.#stream.write(text);
  }

  close(): void {
    this.#stream.destroy();
  }
}

/** A login shell of the student's on a running container. */
export async function openExec(container: string): Promise<Channel> {
  const exec = await new Docker().getContainer(container).exec({
    Cmd: ['bash', '-l'],
    User: 'student',
    Env: ['HOME=/home/student', 'TERM=xterm-256color', 'LANG=C.UTF-8'],
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
  });
  return new EngineExec(await exec.start({ hijack: true, stdin: true, Tty: true }));
}
