/**
 * A WebSocket that only speaks: the newest snapshot as JSON text, at most one in flight and one waiting, so a
 * slow reader gets fewer, never older ones.
 */
import { CLOSE } from '@sandlot/protocol';
import type { WebSocket } from 'ws';

const GATHER_MS = 30;

export class PushSocket {
  readonly #socket: WebSocket;
  readonly #snapshot: () => Promise<unknown>;
  readonly #failed: (error: unknown) => void;
  readonly #gatherMs: number;
  #timer: NodeJS.Timeout | null = null;
  #sending = false;
  #again = false;

  /** Snapshots closer together than `gatherMs` go out as one. */
  constructor(
    socket: WebSocket,
    snapshot: () => Promise<unknown>,
    failed: (error: unknown) => void,
    gatherMs = GATHER_MS,
  ) {
    this.#socket = socket;
    this.#snapshot = snapshot;
    this.#failed = failed;
    this.#gatherMs = gatherMs;
    socket.on('message', () => socket.close(CLOSE.malformed, 'This connection only speaks.'));
    socket.on('error', () => socket.terminate());
    void this.#send();
  }

  /** Something changed; a snapshot follows soon. */
  poke(): void {
    if (this.#sending) this.#again = true;
    else this.#timer ??= setTimeout(() => void this.#send(), this.#gatherMs);
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
