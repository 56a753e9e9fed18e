/**
 * A connection to a port of a machine, carried by a program inside it: a sandbox's network has no address outside.
 * Knows neither how that program was started nor what is said over the connection.
 *
 * Both ways go frames of a length (4 bytes, big-endian) and as many bytes; an empty one says that this side sends no
 * more. The program's first frame says how it went: "+", or "-" and why. The end of its input ends the program.
 */
import { Duplex, type Readable, type Writable } from 'node:stream';

const HEAD_BYTES = 4;
const END = Buffer.alloc(HEAD_BYTES);
const MOST_ANSWER_BYTES = 256;

/** The program's two ends. */
export interface PortCarrier {
  output: Readable;
  input: Writable;
  /** Takes an outer wrapping off what the output gives. */
  unwrap?: (chunk: Buffer) => Buffer[];
  /** Closes the program's input, which ends it. Called once. */
  release(): void;
}

/**
 * Reads and writes the port's bytes once `answer` has come. The server's end of sending is `end`, ours is `end()`; a
 * connection that breaks off is an error with the code ECONNRESET.
 */
export class PortStream extends Duplex {
  /** What the program says of the connection; null: it could not run. */
  readonly answer: Promise<string | null>;
  readonly #carrier: PortCarrier;
  readonly #answered: (answer: string | null) => void;
  #head = Buffer.alloc(0);
  #left = 0;
  /** Bytes of the answer while it comes. */
  #said: Buffer | null = Buffer.alloc(0);
  #ended = false;

  constructor(carrier: PortCarrier) {
    super();
    this.#carrier = carrier;
    const { promise, resolve } = Promise.withResolvers<string | null>();
    this.answer = promise;
    this.#answered = resolve;
    const { output, input, unwrap } = carrier;
    for (const one of new Set([output, input])) one.on('error', () => this.#broken());
    output.on('data', (chunk: Buffer) => {
      for (const bytes of unwrap ? unwrap(chunk) : [chunk]) this.#take(bytes);
    });
    output.once('close', () => this.#broken());
  }

  override _read(): void {
    this.#carrier.output.resume();
  }

  override _write(bytes: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    if (bytes.length === 0) {
      done(); // an empty frame would say that there is no more
      return;
    }
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt32BE(bytes.length);
    const { input } = this.#carrier;
    input.cork();
    input.write(head);
    input.write(bytes, (error) => done(error));
    input.uncork();
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#carrier.input.write(END, (error) => done(error));
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#answered(null);
    this.#carrier.release();
    done(error);
  }

  #take(bytes: Buffer): void {
    let rest = bytes;
    while (rest.length > 0 && !this.destroyed) {
      if (this.#left > 0) {
        const part = rest.subarray(0, this.#left);
        this.#left -= part.length;
        rest = rest.subarray(part.length);
        this.#give(part);
        continue;
      }
      const missing = HEAD_BYTES - this.#head.length;
      this.#head = Buffer.concat([this.#head, rest.subarray(0, missing)]);
      rest = rest.subarray(missing);
      if (this.#head.length < HEAD_BYTES) return;
      this.#left = this.#head.readUInt32BE();
      this.#head = Buffer.alloc(0);
      if (this.#said && this.#left > MOST_ANSWER_BYTES)
        this.destroy(); // it is not our program that speaks
      else if (this.#left === 0) this.#end();
    }
  }

  #give(part: Buffer): void {
    if (this.#said === null) {
      if (!this.push(part)) this.#carrier.output.pause();
      return;
    }
    this.#said = Buffer.concat([this.#said, part]);
    if (this.#left > 0) return;
    this.#answered(this.#said.toString());
    this.#said = null;
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.push(null);
    this.read(0); // tells `end` also while nobody reads
  }

  /** The program is gone. Before its answer nobody listens for errors. */
  #broken(): void {
    if (this.destroyed) return;
    if (this.#said !== null) this.destroy();
    else if (!this.#ended || !this.writableFinished) this.destroy(reset());
  }
}

const reset = (): Error => Object.assign(new Error('The connection was broken off.'), { code: 'ECONNRESET' });
