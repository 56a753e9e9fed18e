/**
 * What a holder and the broker say to each other. A holder keeps terminals where the broker's end does not reach:
 * docker/holder/holder.c inside a container, process/holder-main.ts beside machines without an engine.
 *
 * The broker listens and the holder dials. One stream for all terminals; each frame is a u32 length of what
 * follows, a type byte, and a body. Numbers are big-endian; id is 16 bytes that the broker chose; str is a u16 length
 * and UTF-8.
 *
 *   broker -> holder                                  holder -> broker
 *   0x01 OPEN        id u16 cols u16 rows str name    0x81 HELLO       u32 version (first)
 *                    str user u16 n n*str argv        0x82 TERMINAL    id str name, note: one that it holds, in the
 *                    u16 n n*str env                                   order in which they were opened
 *   0x02 ATTACH      id                               0x83 READY       that were all
 *   0x03 INPUT       id, bytes                        0x84 ATTACHED    id u64 start u64 end u16 cols u16 rows u32 n:
 *   0x04 RESIZE      id u16 cols u16 rows                              answers OPEN and ATTACH; OUTPUT begins at start,
 *   0x05 ACK         id u64 seq                                        after a checkpoint of n bytes unless n is 0
 *   0x06 KILL        id                               0x85 CHECKPOINT  like the broker's
 *   0x07 NOTE        id, UTF-8                        0x86 OUTPUT      id u64 seq, bytes
 *   0x08 CHECKPOINT  id u64 seq u16 cols u16 rows     0x87 TAKEN       id u64: input bytes since ATTACHED that the
 *                    u32 total u32 offset, bytes                       program's side has
 *   0x09 ASK         id                               0x88 EXIT        id u8 by signal, u8 code or signal: after all
 *                                                                      output of a program that was not killed
 *                                                     0x89 REFUSED     id, UTF-8: answers OPEN and ATTACH
 *                                                     0x8a FOREGROUND  id u8 the shell itself (2: not known), name: answers
 *                                                                      ASK
 *                                                     0x8b GONE        id: answers KILL; nothing more comes of it
 *
 * A sequence number counts the bytes that a terminal has printed since it was opened. ACK names one past the last
 * byte that was used; the holder sends no more than windowBytes beyond it, and then reads no more of the program. The
 * broker sends no more than inputBytes beyond TAKEN. A terminal that no broker is attached to runs on, and ringBytes of
 * it are kept, and of one whose program has ended too, until KILL. KILL hangs up, and ends what goes on after 2 s. A
 * checkpoint comes in pieces, in order, and counts when it is whole.
 */

export const TO_HOLDER = {
  open: 0x01,
  attach: 0x02,
  input: 0x03,
  resize: 0x04,
  ack: 0x05,
  kill: 0x06,
  note: 0x07,
  checkpoint: 0x08,
  ask: 0x09,
} as const;

export const TO_BROKER = {
  hello: 0x81,
  terminal: 0x82,
  ready: 0x83,
  attached: 0x84,
  checkpoint: 0x85,
  output: 0x86,
  taken: 0x87,
  exit: 0x88,
  refused: 0x89,
  foreground: 0x8a,
  gone: 0x8b,
} as const;

export const WIRE = {
  version: 1,
  /** The largest frame, without its length. */
  frameBytes: 64 * 1024,
  /** Output that is not acknowledged. */
  windowBytes: 128 * 1024,
  /** Input that is not taken. */
  inputBytes: 128 * 1024,
  /** Output that is kept of a terminal. */
  ringBytes: 256 * 1024,
  /** Bytes of a checkpoint or of input in one frame. */
  pieceBytes: 32 * 1024,
  checkpointBytes: 1024 * 1024,
  noteBytes: 1024,
  /** Of a container; the holder of the process runtime has many machines. */
  terminals: 64,
  nameBytes: 40,
  programBytes: 64,
  refusalBytes: 256,
  /** The largest terminal that either side speaks of. */
  cells: 1000,
  /** Numbers of bytes stay exact in a double for as long as anybody types. */
  seq: 2 ** 50,
} as const;

/** Thrown for what no holder of ours says. The connection is given up; nothing else comes of it. */
export class Breach extends Error {
  override readonly name = 'Breach';
}
