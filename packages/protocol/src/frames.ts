/**
 * The terminal's frames over /ws/terminal. Each WebSocket message is binary: one type byte, then the body.
 *
 *   client -> broker                              broker -> client
 *   0x01 HELLO   JSON Hello (first, once)         0x81 WELCOME  JSON Welcome (answers HELLO)
 *   0x02 INPUT   u64 offset, bytes for the PTY    0x82 OUTPUT   u64 sequence number, bytes
 *   0x03 RESIZE  u16 cols, u16 rows               0x83 EXIT     JSON Exit (the program ended; last frame)
 *   0x04 ACK     u64 sequence number              0x84 SKIPPED  u64 from, u64 to: a SNAPSHOT of `to` follows
 *                                                 0x85 TAKEN    u64: input bytes of this client taken so far
 *                                                 0x86 SIZE     u16 cols, u16 rows, u8 yours
 *                                                 0x87 SNAPSHOT u64 sequence number, u8 last, bytes
 *
 * Numbers are big-endian. A sequence number counts the bytes a terminal has printed since it was opened:
 * OUTPUT's is that of its first byte; ACK's is one past the last byte the client has taken. INPUT's offset
 * counts the bytes that this client (Hello.client) has sent before: what comes twice is written once.
 * SIZE comes after WELCOME and whenever the terminal's size changes; `yours` is 1 when it is this client's, who
 * alone then answers the program's questions to the terminal. SNAPSHOT's bytes, in pieces the last of which is
 * marked, bring a reset terminal of that size to the state before byte `sequence number`.
 */
import { z } from 'zod';

export const FRAME = {
  hello: 0x01,
  input: 0x02,
  resize: 0x03,
  ack: 0x04,
  welcome: 0x81,
  output: 0x82,
  exit: 0x83,
  skipped: 0x84,
  taken: 0x85,
  size: 0x86,
  snapshot: 0x87,
} as const;

export const LIMITS = {
  /** A HELLO must come within this time of the connection. */
  helloMs: 5_000,
  /** The largest client frame, type byte included. A paste is cut into several. */
  clientFrameBytes: 64 * 1024,
  /** The largest OUTPUT body. */
  outputChunkBytes: 32 * 1024,
  /** Unacknowledged output above this stops sending; below half of it sending goes on. */
  unackedBytes: 128 * 1024,
  /** A client acknowledges at the latest after this many bytes. */
  ackEveryBytes: 16 * 1024,
  /** Input that a stopped program has not read yet; more closes the connection. */
  inputQueueBytes: 1024 * 1024,
  /** What a terminal keeps for clients that come back. */
  ringBytes: 256 * 1024,
  /** A snapshot holds the screen and at most this many lines above it. */
  snapshotLines: 1_000,
  /** The largest snapshot; lines above are left out until it fits. */
  snapshotBytes: 512 * 1024,
  /** TAKEN comes at the latest this long after input was taken. */
  takenMs: 100,
  cols: { min: 2, max: 500 },
  rows: { min: 1, max: 300 },
} as const;

const Cols = z.number().int().min(LIMITS.cols.min).max(LIMITS.cols.max);
const Rows = z.number().int().min(LIMITS.rows.min).max(LIMITS.rows.max);

export const Hello = z
  .object({
    version: z.literal(2),
    ticket: z.string().max(2048),
    /** Chosen by the page for each of its terminals, kept over its reconnects; input is counted by it. */
    client: z.string().min(8).max(64),
    cols: Cols,
    rows: Rows,
    /** True: nobody looks at this page now, so it takes the size only where there is no other. */
    background: z.boolean().optional(),
    /** The terminal's id and one past the last byte this client has; null for a client that has nothing. */
    resume: z.object({ terminalId: z.string().max(64), seq: z.number().int().min(0) }).nullable(),
  })
  .strict();
export type Hello = z.infer<typeof Hello>;

export const Welcome = z.object({
  terminalId: z.string(),
  /** The number of the first byte that follows. */
  seq: z.number().int().min(0),
  /** True when what follows continues what the client has; false: a SNAPSHOT comes first. */
  resumed: z.boolean(),
  /** Bytes that a client who asked to resume will not see, beyond what the snapshot shows of them. */
  skipped: z.number().int().min(0),
  /** How much of this client's input was taken; null: nobody knows, the broker that took it is gone. */
  input: z.number().int().min(0).nullable(),
  /** The program outlives the broker. False: it ends with it, and the page says so. */
  durable: z.boolean(),
});
export type Welcome = z.infer<typeof Welcome>;

/** `code` is null when the program was killed with its machine. */
export const Exit = z.object({ code: z.number().int().nullable() });
export type Exit = z.infer<typeof Exit>;

export type ClientFrame =
  | { type: 'hello'; hello: Hello }
  | { type: 'input'; offset: number; bytes: Uint8Array }
  | { type: 'resize'; cols: number; rows: number }
  | { type: 'ack'; seq: number };

export type ServerFrame =
  | { type: 'welcome'; welcome: Welcome }
  | { type: 'output'; seq: number; bytes: Uint8Array }
  | { type: 'exit'; exit: Exit }
  | { type: 'skipped'; from: number; to: number }
  | { type: 'taken'; bytes: number }
  | { type: 'size'; cols: number; rows: number; yours: boolean }
  | { type: 'snapshot'; seq: number; last: boolean; bytes: Uint8Array };

/** Thrown for bytes that are no frame. */
export class MalformedFrame extends Error {}

const text = new TextEncoder();
const json = (type: number, body: unknown): Uint8Array<ArrayBuffer> => {
  const bytes = text.encode(JSON.stringify(body));
  const frame = new Uint8Array(bytes.length + 1);
  frame[0] = type;
  frame.set(bytes, 1);
  return frame;
};
const view = (frame: Uint8Array) => new DataView(frame.buffer, frame.byteOffset, frame.byteLength);

/** Encodes a frame of the browser's. */
export function encodeClient(frame: ClientFrame): Uint8Array<ArrayBuffer> {
  switch (frame.type) {
    case 'hello':
      return json(FRAME.hello, frame.hello);
    case 'input': {
      const out = new Uint8Array(frame.bytes.length + 9);
      out[0] = FRAME.input;
      view(out).setBigUint64(1, BigInt(frame.offset));
      out.set(frame.bytes, 9);
      return out;
    }
    case 'resize': {
      const out = new Uint8Array(5);
      out[0] = FRAME.resize;
      view(out).setUint16(1, frame.cols);
      view(out).setUint16(3, frame.rows);
      return out;
    }
    case 'ack': {
      const out = new Uint8Array(9);
      out[0] = FRAME.ack;
      view(out).setBigUint64(1, BigInt(frame.seq));
      return out;
    }
  }
}

/** Encodes a frame of the broker's. */
export function encodeServer(frame: ServerFrame): Uint8Array<ArrayBuffer> {
  switch (frame.type) {
    case 'welcome':
      return json(FRAME.welcome, frame.welcome);
    case 'output': {
      const out = new Uint8Array(frame.bytes.length + 9);
      out[0] = FRAME.output;
      view(out).setBigUint64(1, BigInt(frame.seq));
      out.set(frame.bytes, 9);
      return out;
    }
    case 'exit':
      return json(FRAME.exit, frame.exit);
    case 'skipped': {
      const out = new Uint8Array(17);
      out[0] = FRAME.skipped;
      view(out).setBigUint64(1, BigInt(frame.from));
      view(out).setBigUint64(9, BigInt(frame.to));
      return out;
    }
    case 'taken': {
      const out = new Uint8Array(9);
      out[0] = FRAME.taken;
      view(out).setBigUint64(1, BigInt(frame.bytes));
      return out;
    }
    case 'size': {
      const out = new Uint8Array(6);
      out[0] = FRAME.size;
      view(out).setUint16(1, frame.cols);
      view(out).setUint16(3, frame.rows);
      out[5] = frame.yours ? 1 : 0;
      return out;
    }
    case 'snapshot': {
      const out = new Uint8Array(frame.bytes.length + 10);
      out[0] = FRAME.snapshot;
      view(out).setBigUint64(1, BigInt(frame.seq));
      out[9] = frame.last ? 1 : 0;
      out.set(frame.bytes, 10);
      return out;
    }
  }
}

function need(condition: boolean, what: string): asserts condition {
  if (!condition) throw new MalformedFrame(what);
}
const u64 = (frame: Uint8Array, at: number): number => {
  const n = view(frame).getBigUint64(at);
  need(n <= BigInt(Number.MAX_SAFE_INTEGER), 'a sequence number beyond 2^53');
  return Number(n);
};
function parse<T>(schema: z.ZodType<T>, frame: Uint8Array): T {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(frame.subarray(1)));
  } catch {
    throw new MalformedFrame('a body that is no JSON');
  }
  const parsed = schema.safeParse(body);
  need(parsed.success, `a body of the wrong shape: ${parsed.error?.issues[0]?.message ?? ''}`);
  return parsed.data;
}

/** Decodes what a browser sent. Throws MalformedFrame; never anything else, whatever the bytes. */
export function decodeClient(frame: Uint8Array): ClientFrame {
  need(frame.length > 0, 'an empty frame');
  switch (frame[0]) {
    case FRAME.hello:
      return { type: 'hello', hello: parse(Hello, frame) };
    case FRAME.input:
      need(frame.length >= 9, 'an INPUT under 9 bytes');
      return { type: 'input', offset: u64(frame, 1), bytes: frame.subarray(9) };
    case FRAME.resize: {
      need(frame.length === 5, 'a RESIZE that is not 5 bytes');
      const size = { cols: view(frame).getUint16(1), rows: view(frame).getUint16(3) };
      need(Cols.safeParse(size.cols).success && Rows.safeParse(size.rows).success, 'a size out of range');
      return { type: 'resize', ...size };
    }
    case FRAME.ack:
      need(frame.length === 9, 'an ACK that is not 9 bytes');
      return { type: 'ack', seq: u64(frame, 1) };
    default:
      throw new MalformedFrame(`an unknown type 0x${frame[0]?.toString(16)}`);
  }
}

/** Decodes what the broker sent. Throws MalformedFrame. */
export function decodeServer(frame: Uint8Array): ServerFrame {
  need(frame.length > 0, 'an empty frame');
  switch (frame[0]) {
    case FRAME.welcome:
      return { type: 'welcome', welcome: parse(Welcome, frame) };
    case FRAME.output:
      need(frame.length >= 9, 'an OUTPUT under 9 bytes');
      return { type: 'output', seq: u64(frame, 1), bytes: frame.subarray(9) };
    case FRAME.exit:
      return { type: 'exit', exit: parse(Exit, frame) };
    case FRAME.skipped:
      need(frame.length === 17, 'a SKIPPED that is not 17 bytes');
      return { type: 'skipped', from: u64(frame, 1), to: u64(frame, 9) };
    case FRAME.taken:
      need(frame.length === 9, 'a TAKEN that is not 9 bytes');
      return { type: 'taken', bytes: u64(frame, 1) };
    case FRAME.size:
      need(frame.length === 6, 'a SIZE that is not 6 bytes');
      return {
        type: 'size',
        cols: view(frame).getUint16(1),
        rows: view(frame).getUint16(3),
        yours: frame[5] === 1,
      };
    case FRAME.snapshot:
      need(frame.length >= 10, 'a SNAPSHOT under 10 bytes');
      return { type: 'snapshot', seq: u64(frame, 1), last: frame[9] === 1, bytes: frame.subarray(10) };
    default:
      throw new MalformedFrame(`an unknown type 0x${frame[0]?.toString(16)}`);
  }
}
