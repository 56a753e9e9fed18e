/**
 * One terminal's line to the broker: gets a ticket, says HELLO, carries bytes both ways, acknowledges what the
 * screen has taken, and after a cut comes back to the very byte it had. Knows no DOM and no React.
 */
import {
  CLOSE,
  decodeServer,
  encodeClient,
  LIMITS,
  mayReconnect,
  type ServerFrame,
  type TerminalTicket,
  type Welcome,
} from '@sandlot/protocol';
import type { Answer } from '../live/ask-broker.ts';
import { Backoff } from '../live/backoff.ts';
import { ByteLedger } from './byte-ledger.ts';
import { closedBecause } from './closed-because.ts';
import { EchoClock } from './echo-clock.ts';

/** Where the program's output goes. `done` is called once the bytes have been drawn. */
export interface TerminalScreen {
  write(bytes: Uint8Array, done: () => void): void;
  /** Forgets all that was drawn. */
  clear(): void;
  /** Tells the reader, in the screen itself, that bytes went by unseen. */
  noteSkipped(bytes: number): void;
  /** Tells the reader that the shell they had is gone, and that this is another. */
  noteNewShell(): void;
  size(): { cols: number; rows: number };
}

export type TerminalStatus =
  | { kind: 'connecting' }
  | { kind: 'open'; echoMs: number | null }
  /** The line is cut; tries again by itself. */
  | { kind: 'reconnecting'; attempt: number }
  /** The program ended; `code` is null when it was killed. */
  | { kind: 'exited'; code: number | null }
  /** Will not try again by itself; `message` is for a person. */
  | { kind: 'closed'; message: string; gone: boolean };

export interface TerminalConnectionOptions {
  requestTicket: () => Promise<Answer<TerminalTicket>>;
  url: () => string;
  screen: TerminalScreen;
  onStatus: (status: TerminalStatus) => void;
  backoff?: Backoff;
  createSocket?: (url: string) => WebSocket;
  /** A HELLO that nobody answers for this long is a dead line. */
  welcomeWithinMs?: number;
  now?: () => number;
}

/** Keys typed while the line is cut are kept up to this many bytes, for the same shell only. */
const WAITING_INPUT_BYTES = 4096;

export class TerminalConnection {
  readonly #options: TerminalConnectionOptions;
  readonly #backoff: Backoff;
  readonly #echo: EchoClock;
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Moves with every new line and every end, so that what belongs to an older one is known. */
  #turn = 0;
  #phase: 'idle' | 'asking' | 'connected' | 'waiting' = 'idle';
  #attempt = 0;
  #toldSize = { cols: 0, rows: 0 };
  #status: TerminalStatus = { kind: 'connecting' };
  #terminalId: string | null = null;
  readonly #ledger = new ByteLedger();
  #waiting: Uint8Array[] = [];

  constructor(options: TerminalConnectionOptions) {
    this.#options = options;
    this.#backoff = options.backoff ?? new Backoff();
    this.#echo = new EchoClock(options.now ?? (() => performance.now()));
  }

  get status(): TerminalStatus {
    return this.#status;
  }

  /** Connects, unless it is connected or trying to. After an exit it asks for a new program. */
  start(): void {
    if (this.#phase !== 'idle') return;
    this.#setStatus({ kind: 'connecting' });
    void this.#open();
  }

  /** Ends the line for good; the program runs on. */
  stop(): void {
    this.#turn += 1;
    this.#closeLine();
  }

  /** Tries at once when it was waiting to try. */
  retryNow(): void {
    if (this.#phase === 'waiting') void this.#open();
  }

  /** Drops a line that may be dead, and connects again. Nothing is lost by it. */
  replaceLine(): void {
    if (this.#status.kind === 'open') this.#reconnect(0);
    else this.retryNow();
  }

  /** Sends keys or a paste. While the line is cut a little is kept, and sent when the same shell is back. */
  send(bytes: Uint8Array): void {
    const { kind } = this.#status;
    if (kind === 'open') this.#sendInput(bytes);
    if (kind !== 'connecting' && kind !== 'reconnecting') return;
    const held = this.#waiting.reduce((sum, one) => sum + one.length, 0);
    if (held + bytes.length <= WAITING_INPUT_BYTES) this.#waiting.push(bytes);
  }

  /** Tells the program the screen's size. */
  resize(): void {
    const size = this.#size();
    if (this.#status.kind !== 'open') return;
    if (size.cols === this.#toldSize.cols && size.rows === this.#toldSize.rows) return;
    this.#toldSize = size;
    this.#post({ type: 'resize', ...size });
  }

  async #open(): Promise<void> {
    clearTimeout(this.#timer);
    this.#phase = 'asking';
    this.#turn += 1;
    const turn = this.#turn;
    const ticket = await this.#options.requestTicket();
    if (turn !== this.#turn) return;
    if (ticket.ok) this.#connect(turn, ticket.value.ticket);
    else if (ticket.code === 'network' || ticket.code === 'engine' || ticket.code === 'internal')
      this.#reconnect();
    else this.#close(ticket.message, ticket.code === 'not_found' || ticket.code === 'conflict');
  }

  #connect(turn: number, ticket: string): void {
    const create = this.#options.createSocket ?? ((url) => new WebSocket(url));
    const socket = create(this.#options.url());
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#phase = 'connected';
    this.#timer = setTimeout(() => this.#reconnect(), this.#options.welcomeWithinMs ?? 10_000);
    socket.onopen = () => {
      if (turn !== this.#turn) return;
      const resume =
        this.#terminalId === null ? null : { terminalId: this.#terminalId, seq: this.#ledger.received };
      this.#toldSize = this.#size();
      this.#post({ type: 'hello', hello: { version: 1, ticket, ...this.#toldSize, resume } });
    };
    socket.onmessage = (event) => {
      if (turn === this.#turn) this.#take(event.data);
    };
    socket.onclose = (event) => {
      if (turn === this.#turn) this.#closed(event.code, event.reason);
    };
  }

  #take(data: unknown): void {
    const frame = frameOf(data);
    if (!frame) this.#close('The terminal got something it does not understand. Reload the page.', false);
    else if (frame.type === 'welcome') this.#welcome(frame.welcome);
    else if (frame.type === 'output') this.#output(frame.seq, frame.bytes);
    else if (frame.type === 'skipped') this.#skip(frame.to);
    else this.#exited(frame.exit.code);
  }

  #welcome({ terminalId, seq, resumed }: Welcome): void {
    clearTimeout(this.#timer);
    this.#backoff.reset();
    this.#attempt = 0;
    const sameShell = this.#terminalId === null || this.#terminalId === terminalId;
    if (!resumed) {
      if (this.#terminalId !== null) this.#options.screen.clear();
      if (!sameShell) this.#options.screen.noteNewShell();
      this.#ledger.restart(seq);
    }
    this.#terminalId = terminalId;
    this.#setStatus({ kind: 'open', echoMs: this.#echo.medianMs });
    this.resize(); // it may have changed since HELLO
    const waiting = sameShell ? this.#waiting : [];
    this.#waiting = [];
    for (const bytes of waiting) this.#sendInput(bytes);
  }

  #output(seq: number, bytes: Uint8Array): void {
    this.#skip(seq);
    const fresh = this.#ledger.take(seq, bytes);
    if (this.#echo.outputCame()) this.#setStatus({ kind: 'open', echoMs: this.#echo.medianMs });
    const { received } = this.#ledger;
    const terminalId = this.#terminalId;
    this.#options.screen.write(fresh, () => {
      if (terminalId !== this.#terminalId) return;
      const seen = this.#ledger.draw(received);
      if (seen !== null && this.#status.kind === 'open') this.#post({ type: 'ack', seq: seen });
    });
  }

  #skip(to: number): void {
    const missing = this.#ledger.skipTo(to);
    if (missing > 0) this.#options.screen.noteSkipped(missing);
  }

  #exited(code: number | null): void {
    this.#forgetShell();
    this.#turn += 1;
    this.#closeLine();
    this.#setStatus({ kind: 'exited', code });
  }

  #closed(code: number, reason: string): void {
    this.#socket = null;
    if (code === CLOSE.gone) this.#forgetShell();
    if (mayReconnect(code)) this.#reconnect();
    else this.#close(reason || closedBecause(code), code === CLOSE.gone);
  }

  #close(message: string, gone: boolean): void {
    this.#turn += 1;
    this.#closeLine();
    this.#setStatus({ kind: 'closed', message, gone });
  }

  #reconnect(afterMs?: number): void {
    this.#turn += 1;
    this.#closeLine();
    this.#attempt += 1;
    this.#phase = 'waiting';
    this.#setStatus({ kind: 'reconnecting', attempt: this.#attempt });
    this.#timer = setTimeout(() => void this.#open(), afterMs ?? this.#backoff.next());
  }

  #closeLine(): void {
    clearTimeout(this.#timer);
    this.#phase = 'idle';
    this.#echo.forget();
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #forgetShell(): void {
    this.#terminalId = null;
    this.#waiting = [];
  }

  #sendInput(bytes: Uint8Array): void {
    const most = LIMITS.clientFrameBytes - 1;
    for (let at = 0; at < bytes.length; at += most) {
      this.#post({ type: 'input', bytes: bytes.subarray(at, at + most) });
    }
    this.#echo.inputSent();
  }

  #post(frame: Parameters<typeof encodeClient>[0]): void {
    if (this.#socket?.readyState === 1) this.#socket.send(encodeClient(frame));
  }

  #size(): { cols: number; rows: number } {
    const { cols, rows } = this.#options.screen.size();
    const within = (n: number, { min, max }: { min: number; max: number }) => Math.min(max, Math.max(min, n));
    return { cols: within(cols, LIMITS.cols), rows: within(rows, LIMITS.rows) };
  }

  #setStatus(status: TerminalStatus): void {
    this.#status = status;
    this.#options.onStatus(status);
  }
}

function frameOf(data: unknown): ServerFrame | null {
  try {
    return decodeServer(new Uint8Array(data as ArrayBuffer));
  } catch {
    return null;
  }
}
