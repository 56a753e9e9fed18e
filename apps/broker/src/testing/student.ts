/** A student without a browser: what tests and benchmarks drive a running broker with, over its real wire. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import {
  type AdminState,
  type ClientFrame,
  COOKIE,
  decodeServer,
  encodeClient,
  type Hello,
  type LessonState,
  type ServerFrame,
  type Welcome,
} from '@sandlot/protocol';
import { WebSocket } from 'ws';

/** An answer that is no success. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: OSC 133 is made of them
const PROMPT_MARKS = /\x1b\]133;[^\x07\x1b]*(?:\x07|\x1b\\)/g;

/** One terminal over its WebSocket: acknowledges as it reads, and keeps what was printed. */
export class TerminalWire {
  readonly socket: WebSocket;
  /** Everything since the last clear(). */
  bytes = Buffer.alloc(0);
  /** One past the last byte taken. */
  seq = 0;
  /** How many bytes this client has sent to the program. */
  typed = 0;
  readonly frames: Exclude<ServerFrame, { type: 'output' | 'snapshot' }>[] = [];
  /** The last snapshot that came, as far as it came. */
  snapshot = { seq: 0, whole: false, bytes: Buffer.alloc(0) };
  closed: { code: number; reason: string } | null = null;
  /** False: takes output without acknowledging it. */
  acknowledging = true;
  /** Keeps nothing: for streams of gigabytes. */
  onOutput: ((bytes: Uint8Array, seq: number) => void) | null = null;
  #wake: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => this.#take(data as Buffer));
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.#woken();
    });
    socket.on('error', () => {});
  }

  send(frame: ClientFrame): void {
    this.socket.send(encodeClient(frame));
  }

  type(text: string): void {
    const bytes = Buffer.from(text);
    this.send({ type: 'input', offset: this.typed, bytes });
    this.typed += bytes.length;
  }

  clear(): void {
    this.bytes = Buffer.alloc(0);
  }

  /** Without the marks around prompts, which no screen shows. */
  get text(): string {
    return this.bytes.toString().replace(PROMPT_MARKS, '');
  }

  /** The last thing printed is a shell's prompt. */
  get atPrompt(): boolean {
    return /[$#] +$/.test(stripVTControlCharacters(this.bytes.subarray(-400).toString()));
  }

  get terminalId(): string | null {
    const frame = this.frames.find((f) => f.type === 'welcome');
    return frame?.type === 'welcome' ? frame.welcome.terminalId : null;
  }

  /** Resolves when `test` holds, looked at after each message. Rejects after `withinMs` with what there is. */
  async until(test: (wire: TerminalWire) => boolean, withinMs = 15_000): Promise<void> {
    const deadline = Date.now() + withinMs;
    while (!test(this)) {
      const left = deadline - Date.now();
      if (left <= 0) {
        const closed = this.closed ? ` closed ${this.closed.code} ${this.closed.reason}` : '';
        throw new Error(`not within ${withinMs} ms:${closed} ${JSON.stringify(this.text.slice(-400))}`);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  #take(data: Buffer): void {
    const frame = decodeServer(data);
    if (frame.type === 'output') {
      if (this.onOutput) this.onOutput(frame.bytes, frame.seq);
      else this.bytes = Buffer.concat([this.bytes, frame.bytes]);
      this.seq = frame.seq + frame.bytes.length;
      if (this.acknowledging) this.send({ type: 'ack', seq: this.seq });
    } else if (frame.type === 'snapshot') {
      this.#snapshot(frame.seq, frame.last, frame.bytes);
    } else {
      if (frame.type === 'welcome') this.#welcome(frame.welcome);
      this.frames.push(frame);
    }
    this.#woken();
  }

  #welcome({ seq, input }: Welcome): void {
    this.seq = seq;
    this.typed = input ?? this.typed;
  }

  /** What was on the screen counts as printed: a test that waits for a prompt sees it either way. */
  #snapshot(seq: number, last: boolean, bytes: Uint8Array): void {
    const before = this.snapshot.whole ? [] : [this.snapshot.bytes];
    this.snapshot = { seq, whole: last, bytes: Buffer.concat([...before, bytes]) };
    this.seq = seq;
    if (!this.onOutput) this.bytes = Buffer.concat([this.bytes, bytes]);
  }

  #woken(): void {
    const wake = this.#wake;
    this.#wake = [];
    for (const go of wake) go();
  }
}

export class Student {
  readonly origin: string;
  readonly cookies = new Map<string, string>();
  /** What the browser would send as Origin. */
  claims: string;

  constructor(origin: string) {
    this.origin = origin;
    this.claims = origin;
  }

  get headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { origin: this.claims, cookie };
  }

  /** Asks the API. Throws Refusal. */
  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.origin}${path}`, {
      method,
      headers: { ...this.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name && value !== undefined) this.cookies.set(name, value);
    }
    const answer = (await response.json()) as T & { error?: { code: string; message: string } };
    if (!response.ok)
      throw new Refusal(response.status, answer.error?.code ?? '', answer.error?.message ?? '');
    return answer;
  }

  start(lesson: string): Promise<LessonState> {
    return this.ask('POST', `/api/lessons/${lesson}/start`);
  }

  state(lesson: string): Promise<LessonState> {
    return this.ask('GET', `/api/lessons/${lesson}/state`);
  }

  /** Opens the page's stream of snapshots. */
  async watch<T = LessonState>(path: string): Promise<Watch<T>> {
    const socket = new WebSocket(`${this.origin.replace('http', 'ws')}${path}`, { headers: this.headers });
    const watch = new Watch<T>(socket);
    await once(socket, 'open');
    return watch;
  }

  watchLesson(lesson: string): Promise<Watch<LessonState>> {
    return this.watch(`/ws/lesson?lesson=${lesson}`);
  }

  watchAdmin(): Promise<Watch<AdminState>> {
    return this.watch('/ws/admin');
  }

  async ticket(sandboxId: string, machine: string, name = 'main'): Promise<string> {
    const body = { machine, name };
    return (await this.ask<{ ticket: string }>('POST', `/api/sandboxes/${sandboxId}/terminals`, body)).ticket;
  }

  /** A WebSocket at the terminal's address, nothing said yet. */
  async dial(): Promise<TerminalWire> {
    const socket = new WebSocket(`${this.origin.replace('http', 'ws')}/ws/terminal`, {
      headers: this.headers,
    });
    const wire = new TerminalWire(socket);
    await once(socket, 'open');
    return wire;
  }

  /** A terminal that has been welcomed. */
  async terminal(
    sandboxId: string,
    machine: string,
    resume: Hello['resume'] = null,
    name = 'main',
    client: string = randomUUID(),
    background = false,
  ): Promise<TerminalWire> {
    const [ticket, wire] = await Promise.all([this.ticket(sandboxId, machine, name), this.dial()]);
    wire.send({
      type: 'hello',
      hello: { version: 2, ticket, client, cols: 80, rows: 24, background, resume },
    });
    await wire.until((w) => w.terminalId !== null || w.closed !== null);
    if (wire.closed) throw new Error(`closed ${wire.closed.code}: ${wire.closed.reason}`);
    return wire;
  }

  /** Makes this one an admin by a link that the installation gives. */
  async becomeAdmin(internal: string): Promise<void> {
    const response = await fetch(`${this.origin}/internal/admin-link`, {
      method: 'POST',
      headers: { authorization: `Bearer ${internal}` },
    });
    const { token } = (await response.json()) as { token: string };
    await this.ask('POST', '/api/admin/enter', { token });
    if (!this.cookies.has(COOKIE.admin)) throw new Error('no admin cookie');
  }
}

/** The newest snapshot of a page's stream. */
export class Watch<T> {
  readonly socket: WebSocket;
  last: T | null = null;
  #wake: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      this.last = JSON.parse(data.toString());
      for (const go of this.#wake.splice(0)) go();
    });
    socket.on('error', () => {});
  }

  /** The first snapshot, from now on, of which `test` holds. */
  async until(test: (state: T) => boolean, withinMs = 30_000): Promise<T> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      if (this.last !== null && test(this.last)) return this.last;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`not within ${withinMs} ms: ${JSON.stringify(this.last)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }
}
