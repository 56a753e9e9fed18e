/**
 * One WebSocket at one terminal: HELLO first and in time, then input, sizes and acknowledgements. Whatever a
 * client sends, the worst that happens is that this connection is closed with a code. Knows no engine.
 */
import {
  CLOSE,
  type ClientFrame,
  type CloseCode,
  decodeClient,
  encodeServer,
  type Hello,
  LIMITS,
  MalformedFrame,
  type ServerFrame,
} from '@sandlot/protocol';
import type { WebSocket } from 'ws';
import type { TerminalClient } from './cursor.ts';
import type { Attachment, Terminal } from './terminal.ts';

/** A refusal: the connection closes with this code and reason. */
export class Refused extends Error {
  readonly code: CloseCode;
  constructor(code: CloseCode, reason: string) {
    super(reason);
    this.code = code;
  }
}

/** Finds the terminal that a HELLO's ticket is good for. Throws Refused. */
export type Admit = (hello: Hello) => Promise<Terminal>;

const REASON_BYTES = 120; // a close reason may hold 123

export class Connection {
  readonly #socket: WebSocket;
  readonly #admit: Admit;
  #deadline: NodeJS.Timeout | null;
  #said: 'nothing' | 'hello' | 'welcome' = 'nothing';
  #attachment: Attachment | null = null;

  constructor(socket: WebSocket, admit: Admit) {
    this.#socket = socket;
    this.#admit = admit;
    this.#deadline = setTimeout(
      () => this.close(CLOSE.helloTimeout, `No HELLO within ${LIMITS.helloMs} ms.`),
      LIMITS.helloMs,
    );
    socket.on('message', (data, binary) => this.#message(data as Buffer, binary));
    socket.on('close', () => this.#gone());
    socket.on('error', () => socket.terminate());
  }

  close(code: CloseCode, reason: string): void {
    this.#gone();
    this.#socket.close(code, Buffer.from(reason).subarray(0, REASON_BYTES).toString());
  }

  #gone(): void {
    if (this.#deadline) clearTimeout(this.#deadline);
    this.#deadline = null;
    this.#attachment?.detach();
    this.#attachment = null;
  }

  #message(data: Buffer, binary: boolean): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    try {
      if (!binary) throw new MalformedFrame('a text message');
      if (data.length > LIMITS.clientFrameBytes) {
        throw new Refused(
          CLOSE.tooLarge,
          `A frame of ${data.length} bytes; the limit is ${LIMITS.clientFrameBytes}.`,
        );
      }
      this.#frame(decodeClient(data));
    } catch (error) {
      this.#refuse(error);
    }
  }

  #frame(frame: ClientFrame): void {
    if (frame.type === 'hello') {
      if (this.#said !== 'nothing') throw new Refused(CLOSE.outOfOrder, 'A second HELLO.');
      this.#said = 'hello';
      if (this.#deadline) clearTimeout(this.#deadline); // what takes time now is not the page's doing
      this.#deadline = null;
      void this.#greet(frame.hello).catch((error) => this.#refuse(error));
      return;
    }
    if (this.#said !== 'welcome' || !this.#attachment) {
      throw new Refused(CLOSE.outOfOrder, `${frame.type.toUpperCase()} before WELCOME.`);
    }
    if (frame.type === 'resize') this.#attachment.resize({ cols: frame.cols, rows: frame.rows });
    else if (frame.type === 'input') this.#input(this.#attachment, frame.offset, frame.bytes);
    else this.#ack(this.#attachment, frame.seq);
  }

  async #greet(hello: Hello): Promise<void> {
    const terminal = await this.#admit(hello);
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (terminal.exited) throw new Refused(CLOSE.gone, 'The program has ended.');
    const attachment = await terminal.attach(this.#client(), {
      clientId: hello.client,
      cols: hello.cols,
      rows: hello.rows,
      background: hello.background ?? false,
      from: hello.resume?.terminalId === terminal.id ? hello.resume.seq : null,
    });
    if (this.#socket.readyState !== this.#socket.OPEN) return attachment.detach();
    if (terminal.exited) throw new Refused(CLOSE.gone, 'The program has ended.');
    this.#attachment = attachment;
    this.#said = 'welcome';
    const { seq, resumed, skipped, input } = attachment;
    const { id: terminalId, durable } = terminal;
    this.#send({ type: 'welcome', welcome: { terminalId, seq, resumed, skipped, input, durable } });
    attachment.begin();
  }

  #client(): TerminalClient {
    return {
      output: (seq, bytes) => this.#send({ type: 'output', seq, bytes }),
      skipped: (from, to) => this.#send({ type: 'skipped', from, to }),
      snapshot: (seq, last, bytes) => this.#send({ type: 'snapshot', seq, last, bytes }),
      size: (cols, rows, yours) => this.#send({ type: 'size', cols, rows, yours }),
      taken: (bytes) => this.#send({ type: 'taken', bytes }),
      exit: (code) => this.#exit(code),
      closed: () => this.close(CLOSE.gone, 'This terminal was closed.'),
    };
  }

  #input(attachment: Attachment, offset: number, bytes: Uint8Array): void {
    let taken: boolean;
    try {
      taken = attachment.write(offset, bytes);
    } catch {
      throw new Refused(CLOSE.outOfOrder, 'An INPUT that leaves a gap.');
    }
    if (taken) return;
    const limit = LIMITS.inputQueueBytes / 1024;
    throw new Refused(CLOSE.tooLarge, `The program has not read ${limit} KiB of input; no more is taken.`);
  }

  #ack(attachment: Attachment, seq: number): void {
    try {
      attachment.ack(seq);
    } catch {
      throw new Refused(CLOSE.outOfOrder, 'An ACK beyond what was sent.');
    }
  }

  /** A program that ended has a code; without one the line to it was cut, and a new ticket may find it or another. */
  #exit(code: number | null): void {
    if (code === null) {
      this.close(CLOSE.engine, 'The line to the program was cut.');
      return;
    }
    this.#send({ type: 'exit', exit: { code } });
    this.close(CLOSE.gone, 'The program has ended.');
  }

  #send(frame: ServerFrame): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(encodeServer(frame));
  }

  #refuse(error: unknown): void {
    if (error instanceof Refused) this.close(error.code, error.message);
    else if (error instanceof MalformedFrame) this.close(CLOSE.malformed, `Malformed: ${error.message}.`);
    else this.close(CLOSE.internal, 'The broker failed.');
  }
}
