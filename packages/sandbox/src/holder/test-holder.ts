/** For tests: somebody who dials a door, and says what a test wants. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { until } from '../contract/typed-terminal.ts';
import { FrameSplitter } from './frame-splitter.ts';
import { encodeToBroker, type ToBroker } from './to-broker.ts';
import { decodeToHolder, type ToHolder } from './to-holder.ts';

export class TestHolder {
  readonly heard: ToHolder[] = [];
  readonly #socket: Socket;
  closed = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    const splitter = new FrameSplitter((frame) => this.heard.push(decodeToHolder(frame)));
    socket.on('data', (chunk: Buffer) => splitter.push(chunk));
    socket.on('error', () => {});
    socket.on('close', () => {
      this.closed = true;
    });
  }

  /** Dials once; throws when nobody listens. */
  static async dial(folder: string): Promise<TestHolder> {
    const socket = connect(`${folder}/s`);
    await once(socket, 'connect');
    return new TestHolder(socket);
  }

  /** Dials and greets as ours does. */
  static async greeted(
    folder: string,
    ...held: Extract<ToBroker, { type: 'terminal' }>[]
  ): Promise<TestHolder> {
    const holder = await TestHolder.dial(folder);
    holder.say({ type: 'hello', version: 1 }, ...held, { type: 'ready' });
    return holder;
  }

  say(...frames: ToBroker[]): void {
    this.raw(Buffer.concat(frames.map(encodeToBroker)));
  }

  raw(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Reads no more. */
  sleep(): void {
    this.#socket.pause();
  }

  hangUp(): void {
    this.#socket.destroy();
  }

  /** Waits for a frame of this type. */
  async hears<T extends ToHolder['type']>(type: T): Promise<Extract<ToHolder, { type: T }>> {
    const frame = await until(`it hears ${type}`, () => this.heard.find((one) => one.type === type));
    this.heard.splice(this.heard.indexOf(frame), 1);
    return frame as Extract<ToHolder, { type: T }>;
  }

  /** Answers the next OPEN, and gives the id. */
  async opens(): Promise<string> {
    const { id, cols, rows } = await this.hears('open');
    this.say({ type: 'attached', id, start: 0, end: 0, cols, rows, checkpointBytes: 0 });
    return id;
  }
}
