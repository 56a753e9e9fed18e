/**
 * A state that the broker sends anew, whole, over a WebSocket on each change. Knows no page; made for
 * useSyncExternalStore.
 */
import { mayReconnect } from '@sandlot/protocol';
import type { z } from 'zod';
import { Backoff } from './backoff.ts';

/** `idle` has not been asked to connect; `refused` will not try again by itself. */
export type Link = 'idle' | 'connecting' | 'open' | 'reconnecting' | 'refused';

export interface LiveSnapshot<T> {
  value: T | null;
  link: Link;
  /** The broker's clock less this browser's, in ms. */
  clockOffsetMs: number;
  /** Why it was refused, in the broker's words; empty while it is not. */
  refusal: string;
}

export interface LiveStateOptions<T> {
  schema: z.ZodType<T>;
  /** May have to be asked for; a refusal is for good, and one that rejects is tried again. */
  url: () => string | Promise<string | { refusal: string }>;
  initial?: T | null;
  backoff?: Backoff;
  createSocket?: (url: string) => WebSocket;
}

/** Keeps the newest snapshot, and the line that brings it. */
export class LiveState<T extends { nowMs: number }> {
  readonly #options: LiveStateOptions<T>;
  readonly #backoff: Backoff;
  readonly #listeners = new Set<() => void>();
  #snapshot: LiveSnapshot<T>;
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** One for each attempt: an address that comes after its attempt was given up is let go. */
  #attempt: object | null = null;

  constructor(options: LiveStateOptions<T>) {
    this.#options = options;
    this.#backoff = options.backoff ?? new Backoff();
    const value = options.initial ?? null;
    this.#snapshot = {
      value,
      link: 'idle',
      refusal: '',
      clockOffsetMs: value ? value.nowMs - Date.now() : 0,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): LiveSnapshot<T> => this.#snapshot;

  /** Connects and stays connected until disconnect(). Safe to call twice. */
  connect(): void {
    if (this.#attempt || this.#timer !== undefined) return;
    this.#open('connecting');
  }

  /** Tries at once when it was waiting to try. */
  retryNow(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#open('reconnecting');
  }

  /** Drops a line that may be dead, or was refused, and connects again at once. */
  replaceLine(): void {
    if (this.#snapshot.link === 'idle') return;
    this.#drop();
    this.#open('reconnecting');
  }

  /** Ends the line; what was known stays. */
  disconnect(): void {
    this.#drop();
    this.#update({ link: 'idle' });
  }

  /** Takes a state that came another way, as the answer to a request. Older ones than what is known change nothing. */
  take(value: T): void {
    const known = this.#snapshot.value;
    if (known && value.nowMs < known.nowMs) return;
    this.#update({ value, clockOffsetMs: value.nowMs - Date.now() });
  }

  #open(link: Link): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const attempt = {};
    this.#attempt = attempt;
    if (this.#snapshot.link !== link) this.#update({ link, refusal: '' });
    const url = this.#options.url();
    if (typeof url === 'string') {
      this.#dial(url);
      return;
    }
    url
      .then((found) => {
        if (this.#attempt !== attempt) return;
        if (typeof found === 'string') this.#dial(found);
        else this.#refused(found.refusal);
      })
      .catch(() => this.#attempt === attempt && this.#later());
  }

  #dial(url: string): void {
    const socket = (this.#options.createSocket ?? ((at) => new WebSocket(at)))(url);
    this.#socket = socket;
    socket.onmessage = (event) => {
      const state = this.#parse(event.data);
      if (!state) return;
      this.#backoff.reset();
      // A restarted broker's clock may be behind: the first message of a line is always the newest.
      if (this.#snapshot.link !== 'open')
        this.#update({ link: 'open', value: state, clockOffsetMs: state.nowMs - Date.now() });
      else this.take(state);
    };
    socket.onclose = (event) => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      if (mayReconnect(event.code)) this.#later();
      else this.#refused(event.reason);
    };
  }

  #later(): void {
    this.#attempt = null;
    this.#update({ link: 'reconnecting' });
    this.#timer = setTimeout(() => this.#open('reconnecting'), this.#backoff.next());
  }

  #refused(refusal: string): void {
    this.#attempt = null;
    this.#update({ link: 'refused', refusal });
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#attempt = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #parse(data: unknown): T | null {
    try {
      return this.#options.schema.parse(JSON.parse(String(data)));
    } catch {
      return null; // a newer broker's words; the next snapshot, or a reload, will do
    }
  }

  #update(change: Partial<LiveSnapshot<T>>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
