/**
 * The holder of an installation without an engine: one process of its own that keeps the terminals of all machines and
 * dials the broker, whichever there is. It ends by itself when it has nothing to keep.
 */

import { connect, type Socket } from 'node:net';
import { chdir } from 'node:process';
import { FrameSplitter } from '../holder/frame-splitter.ts';
import { encodeToBroker, type ToBroker } from '../holder/to-broker.ts';
import { decodeToHolder, type ToHolder } from '../holder/to-holder.ts';
import { WIRE } from '../holder/wire.ts';
import { foregroundOf } from './foreground.ts';
import { HeldTerminal } from './held-terminal.ts';
import { openPty } from './machine-pty.ts';

const DIAL_EVERY_MS = 50;
/** Without a broker, and without a program that runs. */
const ALONE_MS = 5000;

export class TerminalHolder {
  readonly #held = new Map<string, HeldTerminal>();
  readonly #onEnd: () => void;
  #aloneSinceMs = performance.now();

  /** `folder` has the broker's socket. `onEnd`: there is nothing to keep any more. */
  constructor(folder: string, onEnd: () => void) {
    chdir(folder); // the path may be longer than the address of a socket
    this.#onEnd = onEnd;
    this.#dial();
  }

  #dial(): void {
    const socket = connect('s');
    let say: ((frame: ToBroker) => void) | null = null;
    socket.once('connect', () => {
      say = this.#greet(socket);
    });
    socket.on('error', () => {}); // its close says enough
    socket.once('close', () => {
      if (say) {
        this.#aloneSinceMs = performance.now();
        for (const terminal of this.#held.values()) terminal.detach();
      }
      if (!this.#busy && performance.now() - this.#aloneSinceMs > ALONE_MS) this.#onEnd();
      else setTimeout(() => this.#dial(), DIAL_EVERY_MS);
    });
  }

  get #busy(): boolean {
    return [...this.#held.values()].some((terminal) => terminal.running);
  }

  #greet(socket: Socket): (frame: ToBroker) => void {
    const say = (frame: ToBroker) => void socket.write(encodeToBroker(frame));
    say({ type: 'hello', version: WIRE.version });
    for (const { id, name, note, killed } of this.#held.values()) {
      if (!killed) say({ type: 'terminal', id, name, note });
    }
    say({ type: 'ready' });
    const splitter = new FrameSplitter((bytes) => this.#obey(decodeToHolder(bytes), say));
    socket.on('data', (chunk: Buffer) => splitter.push(chunk));
    return say;
  }

  #obey(frame: ToHolder, say: (frame: ToBroker) => void): void {
    const { id } = frame;
    if (frame.type === 'open') {
      this.#open(frame, say);
      return;
    }
    const terminal = this.#held.get(id);
    if (!terminal) {
      if (frame.type === 'attach') say({ type: 'refused', id, text: 'this terminal has gone' });
      if (frame.type === 'kill') say({ type: 'gone', id });
      return;
    }
    switch (frame.type) {
      case 'attach':
        terminal.attach(say);
        break;
      case 'input':
        terminal.write(frame.bytes);
        break;
      case 'resize':
        terminal.resize(frame.cols, frame.rows);
        break;
      case 'ack':
        terminal.ack(frame.seq);
        break;
      case 'kill':
        terminal.kill(say);
        break;
      case 'note':
        terminal.note = frame.note;
        break;
      case 'checkpoint':
        terminal.keep(frame);
        break;
      case 'ask':
        void terminal.ask(say);
    }
  }

  #open(frame: Extract<ToHolder, { type: 'open' }>, say: (frame: ToBroker) => void): void {
    const { id, name, argv, cols, rows } = frame;
    const env = Object.fromEntries(
      frame.env.map((one) => [one.split('=', 1)[0] ?? '', one.slice(one.indexOf('=') + 1)]),
    );
    try {
      const pty = openPty(argv, env, { cols, rows }, foregroundOf);
      const terminal = new HeldTerminal(id, name, pty, () => this.#held.delete(id));
      this.#held.set(id, terminal);
      terminal.attach(say);
    } catch (error) {
      say({ type: 'refused', id, text: (error as Error).message.slice(0, WIRE.refusalBytes) });
    }
  }
}
