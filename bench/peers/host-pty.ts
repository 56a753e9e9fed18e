/** The floor of all: a shell on a pseudo-terminal of the host, without any server. */
import { type IPty, spawn } from '@lydell/node-pty';
import { Channel } from './channel.ts';

export class HostPty extends Channel {
  readonly #pty: IPty;

  constructor() {
    super();
    this.#pty = spawn('bash', ['--norc', '--noprofile'], {
      name: 'xterm-256color',
      encoding: null,
      env: { ...process.env, PS1: '$ ' },
    });
    // Without an encoding it gives bytes, which its types do not know.
    this.#pty.onData((bytes) => this.take(bytes as unknown as Uint8Array));
  }

  write(text: string): void {
    this.#pty.write(text);
  }

  close(): void {
    this.#pty.kill();
  }
}
