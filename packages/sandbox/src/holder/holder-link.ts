/**
 * One connection from a holder. Whoever it is that dialled, a program of the student's perhaps, can reach nothing but
 * the terminals of this connection: each frame is checked against what was said before, and the first one that no
 * holder of ours would send ends the connection. Knows a stream, no engine and no path.
 */
import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { FoundTerminal } from '../runtime.ts';
import { type AboutOne, DurablePty } from './durable-pty.ts';
import { FrameSplitter } from './frame-splitter.ts';
import { Opening } from './opening.ts';
import { decodeToBroker, type ToBroker } from './to-broker.ts';
import { encodeToHolder, type ToHolder } from './to-holder.ts';
import { Breach, WIRE } from './wire.ts';

/** For the greeting and for each answer: long, because to give up a busy host's holder loses sight of its terminals. */
const ANSWER_MS = 10_000;
/** KILL takes so much longer: the time that a program is given to end. */
const HANG_UP_MS = 3000;
/** For the last words to arrive: a connection that is cut may lose them. */
const LEAVE_MS = 500;
/** What the holder has not read: input and checkpoints of all its terminals. */
const BUSY_BYTES = 1024 * 1024;
const BACKLOG_BYTES = 8 * 1024 * 1024;

/** The holder refused to open or to attach; `message` is its reason, for a person. */
export class HolderRefusal extends Error {
  override readonly name = 'HolderRefusal';
}

/** The connection ended before the answer came. */
export class HolderGone extends Error {
  override readonly name = 'HolderGone';
}

export interface OpenRequest {
  name: string;
  cols: number;
  rows: number;
  user: string;
  argv: string[];
  env: string[];
}

export interface LinkOptions {
  /** The most terminals, and what their names look like. */
  terminals: number;
  name: RegExp;
  /** Until an answer must have come; 10 s when left out. */
  answerMs?: number | undefined;
  onReady(): void;
  /** Called once; `breach` says what was wrong when it was given up, and is null when it just ended. */
  onGone(breach: string | null): void;
}

interface Held {
  id: string;
  name: string;
  note: string;
  /** One at most: on its way, or attached. */
  opening: Opening | null;
  pty: DurablePty | null;
}

export class HolderLink {
  readonly #stream: Duplex;
  readonly #options: LinkOptions;
  readonly #held = new Map<string, Held>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #greeted = false;
  #ready = false;
  #over = false;

  constructor(stream: Duplex, options: LinkOptions) {
    this.#stream = stream;
    this.#options = options;
    const splitter = new FrameSplitter((frame) => this.#hear(decodeToBroker(frame)));
    stream.on('data', (chunk: Buffer) => {
      try {
        if (!this.#over) splitter.push(chunk);
      } catch (error) {
        if (!(error instanceof Breach)) throw error;
        this.#end(error.message);
      }
    });
    stream.on('error', () => {}); // its close says enough
    stream.on('close', () => this.#end(null));
    this.#expect('greeting');
  }

  /** It has told all that it holds, and is there. */
  get ready(): boolean {
    return this.#ready && !this.#over;
  }

  /** What it holds, in the order in which they were opened. */
  terminals(): FoundTerminal[] {
    return [...this.#held.values()]
      .filter(({ name }) => name !== '')
      .map(({ name, note, pty }) => ({ name, note: pty?.note ?? note }));
  }

  /**
   * The terminal of this name, opened when there is none. Throws HolderRefusal and HolderGone, and Error for one that
   * is open here already.
   */
  async terminal(request: OpenRequest): Promise<DurablePty> {
    if (!this.#options.name.test(request.name))
      throw new RangeError(`No name for a terminal: ${request.name}`);
    const there = [...this.#held.values()].find(({ name }) => name === request.name);
    if (there?.opening || there?.pty) throw new Error(`The terminal ${request.name} is open here already.`);
    if (this.#over) throw new HolderGone('The holder has gone.');
    if (!there && this.#held.size >= this.#options.terminals) {
      throw new HolderRefusal(
        `there are ${this.#options.terminals} terminals, the most that a machine may have`,
      );
    }
    const held = there ?? this.#add(randomBytes(16).toString('hex'), request.name, '');
    held.opening = new Opening(held.id, held.note);
    this.#expect(held.id);
    this.#say(there ? { type: 'attach', id: held.id } : { type: 'open', id: held.id, ...request });
    return held.opening.pty;
  }

  /** Ends the connection, and tells that all programs have gone. */
  lose(): void {
    this.#end(null);
  }

  /** Ends the connection after what was said. Programs go on, and nothing is told to those who look at them. */
  close(): void {
    this.#stop();
    this.#stream.end();
    setTimeout(() => this.#stream.destroy(), LEAVE_MS).unref();
  }

  #stop(): void {
    this.#over = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #add(id: string, name: string, note: string): Held {
    const held: Held = { id, name, note, opening: null, pty: null };
    this.#held.set(id, held);
    return held;
  }

  #hear(frame: ToBroker): void {
    if (this.#over) return;
    if (!this.#greeted) {
      if (frame.type !== 'hello') throw new Breach(`${frame.type} before hello`);
      if (frame.version !== WIRE.version) throw new Breach(`version ${frame.version} of the wire`);
      this.#greeted = true;
    } else if (!this.#ready) this.#hearGreeting(frame);
    else if (!('id' in frame) || frame.type === 'terminal')
      throw new Breach(`${frame.type} after the greeting`);
    else this.#hearOf(this.#known(frame.id), frame);
  }

  #hearGreeting(frame: ToBroker): void {
    if (frame.type === 'ready') {
      this.#ready = true;
      this.#settled('greeting');
      this.#options.onReady();
      return;
    }
    if (frame.type !== 'terminal') throw new Breach(`${frame.type} in the greeting`);
    const { id, name, note } = frame;
    if (!this.#options.name.test(name)) throw new Breach('a name that no terminal has');
    if (this.#held.has(id) || this.terminals().some((other) => other.name === name))
      throw new Breach('one twice');
    if (this.#held.size >= this.#options.terminals) throw new Breach('too many terminals');
    this.#add(id, name, note);
  }

  #known(id: string): Held {
    const held = this.#held.get(id);
    if (!held) throw new Breach('a terminal that there is not');
    return held;
  }

  #hearOf(held: Held, frame: Exclude<ToBroker, { type: 'hello' | 'ready' | 'terminal' }>): void {
    const { opening, pty } = held;
    switch (frame.type) {
      case 'refused':
        if (!opening) throw new Breach('a refusal that nobody asked for');
        this.#forget(held);
        opening.reject(new HolderRefusal(frame.text || 'no reason was given'));
        return;
      case 'attached':
      case 'checkpoint': {
        if (!opening) throw new Breach(`${frame.type} that nobody asked for`);
        const attached = opening.hear(frame);
        if (!attached) return;
        this.#settled(held.id);
        held.opening = null;
        held.pty = new DurablePty(attached, this.#side());
        opening.resolve(held.pty);
        return;
      }
      default:
        if (!pty) throw new Breach(`${frame.type} of a terminal that nobody is attached to`);
        this.#hearPty(held, pty, frame);
    }
  }

  #hearPty(held: Held, pty: DurablePty, frame: AboutOne): void {
    pty.hear(frame);
    if (frame.type === 'gone') this.#forget(held);
  }

  #side() {
    const isBusy = () => this.#stream.writableLength > BUSY_BYTES;
    return {
      say: (frame: ToHolder) => this.#say(frame),
      get busy() {
        return isBusy();
      },
    };
  }

  #say(frame: ToHolder): void {
    if (this.#over) return;
    if (frame.type === 'kill') this.#leave(frame.id);
    this.#stream.write(encodeToHolder(frame));
    if (this.#stream.writableLength > BACKLOG_BYTES) this.#end('it does not read');
  }

  /** Its name is free again, though the holder has not let go of it. */
  #leave(id: string): void {
    const held = this.#held.get(id);
    if (held) held.name = '';
    this.#expect(id, HANG_UP_MS);
  }

  #forget(held: Held): void {
    this.#held.delete(held.id);
    this.#settled(held.id);
  }

  /** Something must come in time, or the connection is given up. */
  #expect(what: string, moreMs = 0): void {
    this.#settled(what);
    const ms = (this.#options.answerMs ?? ANSWER_MS) + moreMs;
    this.#timers.set(what, setTimeout(() => this.#end('it does not answer'), ms).unref());
  }

  #settled(what: string): void {
    clearTimeout(this.#timers.get(what));
    this.#timers.delete(what);
  }

  #end(breach: string | null): void {
    if (this.#over) return;
    this.#stop();
    this.#stream.destroy();
    for (const { opening, pty } of this.#held.values()) {
      opening?.reject(new HolderGone(`The holder has gone${breach ? `: ${breach}` : ''}.`));
      pty?.lost();
    }
    this.#held.clear();
    this.#options.onGone(breach);
  }
}
