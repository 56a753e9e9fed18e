/** The broker's frames: see wire.ts. Ids are 32 hexadecimal digits. */
import { ByteReader } from './byte-reader.ts';
import { encodeFrame, texts } from './encode-frame.ts';
import { Breach, TO_HOLDER, WIRE } from './wire.ts';

/** A piece of a checkpoint, on its way in either direction. */
export interface CheckpointPiece {
  id: string;
  seq: number;
  cols: number;
  rows: number;
  total: number;
  offset: number;
  bytes: Uint8Array;
}

export type ToHolder =
  | {
      type: 'open';
      id: string;
      cols: number;
      rows: number;
      name: string;
      user: string;
      argv: string[];
      /** NAME=value. */
      env: string[];
    }
  | { type: 'attach'; id: string }
  | { type: 'input'; id: string; bytes: Uint8Array }
  | { type: 'resize'; id: string; cols: number; rows: number }
  | { type: 'ack'; id: string; seq: number }
  | { type: 'kill'; id: string }
  | { type: 'note'; id: string; note: string }
  | ({ type: 'checkpoint' } & CheckpointPiece)
  | { type: 'ask'; id: string };

export function encodePiece(type: number, piece: CheckpointPiece): Buffer {
  const { id, seq, cols, rows, total, offset, bytes } = piece;
  return encodeFrame(
    type,
    { id },
    { u64: seq },
    { u16: cols },
    { u16: rows },
    { u32: total },
    { u32: offset },
    { bytes },
  );
}

/** Encodes a frame of the broker's, with its length. */
export function encodeToHolder(frame: ToHolder): Buffer {
  const { id } = frame;
  switch (frame.type) {
    case 'open': {
      const { cols, rows, name, user, argv, env } = frame;
      const words = [{ text: name }, { text: user }, ...texts(argv), ...texts(env)];
      return encodeFrame(TO_HOLDER.open, { id }, { u16: cols }, { u16: rows }, ...words);
    }
    case 'attach':
      return encodeFrame(TO_HOLDER.attach, { id });
    case 'input':
      return encodeFrame(TO_HOLDER.input, { id }, { bytes: frame.bytes });
    case 'resize':
      return encodeFrame(TO_HOLDER.resize, { id }, { u16: frame.cols }, { u16: frame.rows });
    case 'ack':
      return encodeFrame(TO_HOLDER.ack, { id }, { u64: frame.seq });
    case 'kill':
      return encodeFrame(TO_HOLDER.kill, { id });
    case 'note':
      return encodeFrame(TO_HOLDER.note, { id }, { bytes: Buffer.from(frame.note) });
    case 'checkpoint':
      return encodePiece(TO_HOLDER.checkpoint, frame);
    case 'ask':
      return encodeFrame(TO_HOLDER.ask, { id });
  }
}

/** The sizes of terminals that either side speaks of. Throws Breach for others. */
export function readSize(reader: ByteReader): { cols: number; rows: number } {
  const size = { cols: reader.number(2), rows: reader.number(2) };
  for (const cells of [size.cols, size.rows]) {
    if (cells < 1 || cells > WIRE.cells) throw new Breach(`a terminal of ${size.cols} x ${size.rows}`);
  }
  return size;
}

export function readPiece(id: string, reader: ByteReader): CheckpointPiece {
  const seq = reader.u64(WIRE.seq);
  const size = readSize(reader);
  const [total, offset] = [reader.number(4), reader.number(4)];
  const bytes = reader.rest();
  if (total === 0 || total > WIRE.checkpointBytes || bytes.length === 0 || offset + bytes.length > total) {
    throw new Breach(`a checkpoint of ${total} bytes with ${bytes.length} at ${offset}`);
  }
  return { id, seq, ...size, total, offset, bytes };
}

/** Decodes type and body, for holders that are written in TypeScript. Throws Breach. */
export function decodeToHolder(frame: Buffer): ToHolder {
  const reader = new ByteReader(frame, 1);
  const id = reader.id();
  switch (frame[0]) {
    case TO_HOLDER.open: {
      const size = readSize(reader);
      const [name, user] = [reader.text(), reader.text()];
      return { type: 'open', id, ...size, name, user, argv: reader.texts(), env: reader.texts() };
    }
    case TO_HOLDER.attach:
      return { type: 'attach', id };
    case TO_HOLDER.input:
      return { type: 'input', id, bytes: reader.rest() };
    case TO_HOLDER.resize:
      return { type: 'resize', id, ...readSize(reader) };
    case TO_HOLDER.ack:
      return { type: 'ack', id, seq: reader.u64(WIRE.seq) };
    case TO_HOLDER.kill:
      return { type: 'kill', id };
    case TO_HOLDER.note:
      return { type: 'note', id, note: reader.rest(WIRE.noteBytes).toString() };
    case TO_HOLDER.checkpoint:
      return { type: 'checkpoint', ...readPiece(id, reader) };
    case TO_HOLDER.ask:
      return { type: 'ask', id };
    default:
      throw new Breach(`a frame of type ${frame[0]}`);
  }
}
