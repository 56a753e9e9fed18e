/** The holder's frames: see wire.ts. What they say is checked here as far as one frame goes, for nobody trusts a holder. */
import { ByteReader } from './byte-reader.ts';
import { encodeFrame } from './encode-frame.ts';
import { type CheckpointPiece, encodePiece, readPiece, readSize } from './to-holder.ts';
import { Breach, TO_BROKER, WIRE } from './wire.ts';

export type ToBroker =
  | { type: 'hello'; version: number }
  | { type: 'terminal'; id: string; name: string; note: string }
  | { type: 'ready' }
  | {
      type: 'attached';
      id: string;
      start: number;
      end: number;
      cols: number;
      rows: number;
      checkpointBytes: number;
    }
  | ({ type: 'checkpoint' } & CheckpointPiece)
  | { type: 'output'; id: string; seq: number; bytes: Buffer }
  | { type: 'taken'; id: string; bytes: number }
  | { type: 'exit'; id: string; signalled: boolean; code: number }
  | { type: 'refused'; id: string; text: string }
  | { type: 'foreground'; id: string; shell: boolean | null; program: string }
  | { type: 'gone'; id: string };

/** Encodes a frame of the holder's, with its length: for holders that are written in TypeScript. */
export function encodeToBroker(frame: ToBroker): Buffer {
  switch (frame.type) {
    case 'hello':
      return encodeFrame(TO_BROKER.hello, { u32: frame.version });
    case 'terminal':
      return encodeFrame(
        TO_BROKER.terminal,
        { id: frame.id },
        { text: frame.name },
        { bytes: Buffer.from(frame.note) },
      );
    case 'ready':
      return encodeFrame(TO_BROKER.ready);
    case 'attached': {
      const { id, start, end, cols, rows, checkpointBytes } = frame;
      const size = [{ u16: cols }, { u16: rows }];
      return encodeFrame(TO_BROKER.attached, { id }, { u64: start }, { u64: end }, ...size, {
        u32: checkpointBytes,
      });
    }
    case 'checkpoint':
      return encodePiece(TO_BROKER.checkpoint, frame);
    case 'output':
      return encodeFrame(TO_BROKER.output, { id: frame.id }, { u64: frame.seq }, { bytes: frame.bytes });
    case 'taken':
      return encodeFrame(TO_BROKER.taken, { id: frame.id }, { u64: frame.bytes });
    case 'exit':
      return encodeFrame(
        TO_BROKER.exit,
        { id: frame.id },
        { u8: Number(frame.signalled) },
        { u8: frame.code },
      );
    case 'refused':
      return encodeFrame(TO_BROKER.refused, { id: frame.id }, { bytes: Buffer.from(frame.text) });
    case 'foreground': {
      const { id, shell, program } = frame;
      return encodeFrame(
        TO_BROKER.foreground,
        { id },
        { u8: shell === null ? UNKNOWN : Number(shell) },
        { bytes: Buffer.from(program) },
      );
    }
    case 'gone':
      return encodeFrame(TO_BROKER.gone, { id: frame.id });
  }
}

/** Neither 0 nor 1. */
const UNKNOWN = 2;

/** For people: one line, without anything that a terminal would act on. */
const printable = (bytes: Buffer): string => bytes.toString().replace(/\p{C}/gu, '').trim();

function readAttached(id: string, reader: ByteReader): ToBroker {
  const [start, end] = [reader.u64(WIRE.seq), reader.u64(WIRE.seq)];
  const size = readSize(reader);
  const checkpointBytes = reader.number(4);
  if (end < start || end - start > WIRE.ringBytes || checkpointBytes > WIRE.checkpointBytes) {
    throw new Breach(`a terminal that keeps ${start} to ${end}, and ${checkpointBytes} bytes of checkpoint`);
  }
  return { type: 'attached', id, start, end, ...size, checkpointBytes };
}

function readOne(type: number | undefined, id: string, reader: ByteReader): ToBroker {
  switch (type) {
    case TO_BROKER.terminal: {
      const name = reader.text();
      return { type: 'terminal', id, name, note: reader.rest(WIRE.noteBytes).toString() };
    }
    case TO_BROKER.attached:
      return readAttached(id, reader);
    case TO_BROKER.checkpoint:
      return { type: 'checkpoint', ...readPiece(id, reader) };
    case TO_BROKER.output:
      return { type: 'output', id, seq: reader.u64(WIRE.seq), bytes: reader.rest() };
    case TO_BROKER.taken:
      return { type: 'taken', id, bytes: reader.u64(WIRE.seq) };
    case TO_BROKER.exit:
      return { type: 'exit', id, signalled: reader.number(1) !== 0, code: reader.number(1) };
    case TO_BROKER.refused:
      return { type: 'refused', id, text: printable(reader.rest(WIRE.refusalBytes)) };
    case TO_BROKER.foreground: {
      const said = reader.number(1);
      const shell = said < UNKNOWN ? said === 1 : null;
      return { type: 'foreground', id, shell, program: printable(reader.rest(WIRE.programBytes)) };
    }
    case TO_BROKER.gone:
      return { type: 'gone', id };
    default:
      throw new Breach(`a frame of type ${type}`);
  }
}

/** Decodes type and body. Throws Breach for what no holder says. */
export function decodeToBroker(bytes: Buffer): ToBroker {
  const reader = new ByteReader(bytes, 1);
  const [type] = bytes;
  let frame: ToBroker;
  if (type === TO_BROKER.hello) frame = { type: 'hello', version: reader.number(4) };
  else if (type === TO_BROKER.ready) frame = { type: 'ready' };
  else frame = readOne(type, reader.id(), reader);
  reader.end();
  return frame;
}
