/** Puts frames together. Knows the kinds of their parts, not their order: that is in to-holder.ts and to-broker.ts. */

export type Part =
  | { u8: number }
  | { u16: number }
  | { u32: number }
  | { u64: number }
  | { id: string }
  | { text: string }
  | { bytes: Uint8Array };

const LENGTH_BYTES = 4;

function sizeOf(part: Part): number {
  if ('u8' in part) return 1;
  if ('u16' in part) return 2;
  if ('u32' in part) return 4;
  if ('u64' in part) return 8;
  if ('id' in part) return 16;
  if ('text' in part) return 2 + Buffer.byteLength(part.text);
  return part.bytes.length;
}

function write(frame: Buffer, at: number, part: Part): void {
  if ('u8' in part) frame.writeUInt8(part.u8, at);
  else if ('u16' in part) frame.writeUInt16BE(part.u16, at);
  else if ('u32' in part) frame.writeUInt32BE(part.u32, at);
  else if ('u64' in part) frame.writeBigUInt64BE(BigInt(part.u64), at);
  else if ('id' in part) frame.write(part.id, at, 'hex');
  else if ('text' in part) frame.writeUInt16BE(frame.write(part.text, at + 2), at);
  else frame.set(part.bytes, at);
}

/** A frame with its length. */
export function encodeFrame(type: number, ...parts: Part[]): Buffer {
  const size = parts.reduce((sum, part) => sum + sizeOf(part), 1);
  const frame = Buffer.allocUnsafe(LENGTH_BYTES + size);
  frame.writeUInt32BE(size, 0);
  frame.writeUInt8(type, LENGTH_BYTES);
  let at = LENGTH_BYTES + 1;
  for (const part of parts) {
    write(frame, at, part);
    at += sizeOf(part);
  }
  return frame;
}

/** A count and that many strings. */
export const texts = (list: string[]): Part[] => [{ u16: list.length }, ...list.map((text) => ({ text }))];
