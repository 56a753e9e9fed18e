/**
 * A WebSocket that only speaks: the newest snapshot as JSON text, at most one in flight and one waiting, so a
 * slow reader gets fewer, never older ones.
 */
import { CLOSE } from '@sandlot/protocol';
import type { WebSocket } from 'ws';

/** Snapshots closer together than this go out as one. */
const GATHER_MS = 30;

export class PushSocket {
  readonly #socket: WebSocket;
  readonly #snapshot: () => Promise<unknown>;
  readonly #failed: (error: unknown) => void;
  #timer: NodeJS.Timeout | null = null;
  #sending = false;
  #again = false;

  constructor(socket: WebSocket, snapshot: () => Promise<unknown>, failed: (error: unknown) => void) {
    this.#socket = socket;
    this.#snapshot = snapshot;
    this.#failed = failed;
    socket.on('message', () => socket.close(CLOSE.malformed, 'This connection only speaks.'));
    socket.on('error', () => socket.terminate());
    void this.#send();
  }

  /** Something changed; a snapshot follows soon. */
  poke(): void {
    if (this.#sending) this.#again = true;
    else this.#timer ??= setTimeout(() => void this.#send(), GATHER_MS);
  }

  async #send(): Promise<void> {
    this.#timer = null;
    this.#sending = true;
    try {
      const body = JSON.stringify(await this.#snapshot());
      await new Promise<void>((resolve) => this.#socket.send(body, () => resolve()));
    } catch (error) {
      this.#failed(error);
      this.#socket.close(CLOSE.internal, 'The broker failed.');
    }
    this.#sending = false;
    if (this.#again && this.#socket.readyState === this.#socket.OPEN) {
      this.#again = false;
      this.poke();
    }
  }
}
