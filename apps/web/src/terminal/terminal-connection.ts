/**
 * One terminal's line to the broker: gets a ticket, says HELLO, carries bytes both ways, acknowledges what the
 * screen has taken, and after a cut comes back to the very byte it had, and sends what was typed exactly once.
 * Knows no DOM and no React.
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
import { closedBecause } from './closed-because.ts';
import { EchoClock } from './echo-clock.ts';
import { INPUT_LIMITS, InputQueue } from './input-queue.ts';
import { keysIn } from './keys-in.ts';
import { ScreenFeed, type ScreenSize, type TerminalScreen } from './screen-feed.ts';
import { NOTICES } from './terminal-notices.ts';

export type TerminalStatus =
  | { kind: 'connecting' }
  /** `durable`: the program outlives the broker. */
  | { kind: 'open'; echoMs: number | null; durable: boolean }
  /** The line is cut; tries again by itself. */
  | { kind: 'reconnecting'; attempt: number }
  /** The program ended; `code` is null when it was killed. */
  | { kind: 'exited'; code: number | null }
  /** Will not try again by itself; `message` is for a person. */
  | { kind: 'closed'; message: string; gone: boolean };

export interface TerminalConnectionOptions {
  /** Names this terminal of this page to the broker, over all its reconnects: input is counted by it. */
  client: string;
  requestTicket: () => Promise<Answer<TerminalTicket>>;
  url: () => string;
  screen: TerminalScreen;
  onStatus: (status: TerminalStatus) => void;
  /** True while nobody looks at the page: it then leaves the size to others. */
  background?: () => boolean;
  /** A sentence about what was lost, for a person. */
  onNotice: (text: string) => void;
  backoff?: Backoff;
  createSocket?: (url: string) => WebSocket;
  /** A HELLO that nobody answers for this long is a dead line. */
  welcomeWithinMs?: number;
  now?: () => number;
}

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
  #status: TerminalStatus = { kind: 'connecting' };
  #terminalId: string | null = null;
  #durable = false;
  readonly #feed: ScreenFeed;
  #input = new InputQueue();
  #refusedKeys = 0;
  #toldSize: ScreenSize = { cols: 0, rows: 0 };
  #yours = true;

  constructor(options: TerminalConnectionOptions) {
    this.#options = options;
    this.#backoff = options.backoff ?? new Backoff();
    this.#echo = new EchoClock(options.now ?? (() => performance.now()));
    this.#feed = new ScreenFeed(options.screen, options.onNotice);
  }

  get status(): TerminalStatus {
    return this.#status;
  }

  /** The program's size is this client's. */
  get yours(): boolean {
    return this.#yours;
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

  /**
   * Sends keys or a paste, once and in order, over any cuts. False: nothing of it was kept, because the limit is
   * reached (the user is told) or because there is no shell.
   */
  send(bytes: Uint8Array): boolean {
    const open = this.#status.kind === 'open';
    if (!open && this.#status.kind !== 'connecting' && this.#status.kind !== 'reconnecting') return false;
    if (!this.#input.add(bytes, open ? INPUT_LIMITS.openBytes : INPUT_LIMITS.cutBytes)) {
      this.#refuse(bytes, open);
      return false;
    }
    if (open) this.#sendInput();
    return true;
  }

  /** Tells the program the size that fits here, unless it has another client's. */
  resize(): void {
    const size = this.#size();
    if (this.#status.kind !== 'open' || !this.#yours) return;
    if (size.cols === this.#toldSize.cols && size.rows === this.#toldSize.rows) return;
    this.#tellSize(size);
  }

  /** Makes this client the one whose size the program has. */
  claim(): void {
    if (this.#status.kind !== 'open' || this.#yours) return;
    this.#yours = true;
    this.#tellSize(this.#size());
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
      if (turn === this.#turn) this.#greet(ticket);
    };
    socket.onmessage = (event) => {
      if (turn === this.#turn) this.#take(event.data);
    };
    socket.onclose = (event) => {
      if (turn === this.#turn) this.#closed(event.code, event.reason);
    };
  }

  #greet(ticket: string): void {
    const { client } = this.#options;
    const seq = this.#feed.resumeFrom;
    const resume = this.#terminalId === null || seq === null ? null : { terminalId: this.#terminalId, seq };
    this.#toldSize = this.#size();
    const background = this.#options.background?.() ?? false;
    this.#post({
      type: 'hello',
      hello: { version: 2, ticket, client, ...this.#toldSize, background, resume },
    });
  }

  #take(data: unknown): void {
    const frame = frameOf(data);
    if (!frame) this.#close('The terminal got something it does not understand. Reload the page.', false);
    else if (frame.type === 'output') this.#output(frame.seq, frame.bytes);
    else if (frame.type === 'taken') this.#taken(frame.bytes);
    else if (frame.type === 'welcome') this.#welcome(frame.welcome);
    else if (frame.type === 'size') this.#takeSize(frame, frame.yours);
    else if (frame.type === 'snapshot') this.#feed.snapshot(frame.seq, frame.last, frame.bytes);
    else if (frame.type === 'skipped') this.#feed.skipped(frame.to - frame.from);
    else this.#exited(frame.exit.code);
  }

  #welcome({ terminalId, seq, resumed, skipped, input, durable }: Welcome): void {
    clearTimeout(this.#timer);
    this.#backoff.reset();
    this.#attempt = 0;
    this.#refusedKeys = 0;
    const sameShell = this.#terminalId === null || this.#terminalId === terminalId;
    const resumable = this.#feed.resumeFrom !== null;
    if (!sameShell) this.#feed.replaceShell();
    this.#feed.welcome(seq, resumed, sameShell ? skipped : 0);
    this.#terminalId = terminalId;
    this.#durable = durable;
    this.#yours = true; // whoever comes last sets the size; a SIZE follows
    this.#showOpen();
    this.#settleInput(sameShell, resumable, input);
    this.resize(); // it may have changed since HELLO
    this.#sendInput();
  }

  /** Goes on with what the broker has not taken; where that cannot be known, tells instead of typing it twice. */
  #settleInput(sameShell: boolean, resumable: boolean, taken: number | null): void {
    if (!sameShell) {
      this.#options.onNotice(NOTICES.newShellAnd(this.#input.drop(taken ?? 0)));
      return;
    }
    // A client that could not say what it had is a new one to a broker that was restarted: its 0 means nothing.
    const known = taken !== null && (resumable || taken > 0 || !this.#input.begun);
    if (known && this.#input.resendFrom(taken)) return;
    if (taken === null && !this.#input.uncertain) return;
    const dropped = taken === null ? this.#input.drop() : this.#input.drop(taken);
    if (dropped.length > 0) this.#options.onNotice(NOTICES.uncertain(dropped));
  }

  #output(seq: number, bytes: Uint8Array): void {
    if (this.#echo.outputCame()) this.#showOpen();
    this.#feed.output(seq, bytes, (seen) => {
      if (this.#status.kind === 'open') this.#post({ type: 'ack', seq: seen });
    });
  }

  #takeSize({ cols, rows }: ScreenSize, yours: boolean): void {
    this.#yours = yours;
    this.#feed.takeSize({ cols, rows }, yours);
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

  /** The next shell is another one, that was never typed into. */
  #forgetShell(): void {
    this.#terminalId = null;
    this.#feed.forget();
    this.#input = new InputQueue();
  }

  #taken(count: number): void {
    this.#input.confirm(count);
    this.#sendInput();
  }

  #sendInput(): void {
    if (this.#status.kind !== 'open') return;
    const parts = this.#input.takeParts();
    for (const part of parts) this.#post({ type: 'input', ...part });
    if (parts.length > 0) this.#echo.inputSent();
  }

  #refuse(bytes: Uint8Array, open: boolean): void {
    if (!open) this.#refusedKeys += keysIn([bytes]);
    this.#options.onNotice(open ? NOTICES.tooMuch : NOTICES.notSent(this.#refusedKeys));
  }

  #tellSize(size: ScreenSize): void {
    this.#toldSize = size;
    this.#post({ type: 'resize', ...size });
  }

  #post(frame: Parameters<typeof encodeClient>[0]): void {
    if (this.#socket?.readyState === 1) this.#socket.send(encodeClient(frame));
  }

  #size(): ScreenSize {
    const { cols, rows } = this.#options.screen.size();
    const within = (n: number, { min, max }: { min: number; max: number }) => Math.min(max, Math.max(min, n));
    return { cols: within(cols, LIMITS.cols), rows: within(rows, LIMITS.rows) };
  }

  #showOpen(): void {
    this.#setStatus({ kind: 'open', echoMs: this.#echo.medianMs, durable: this.#durable });
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
