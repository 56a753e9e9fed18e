import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ServerFrame } from './frames.ts';
import {
  type ClientFrame,
  decodeClient,
  decodeServer,
  encodeClient,
  encodeServer,
  MalformedFrame,
} from './frames.ts';

const client: ClientFrame[] = [
  {
    type: 'hello',
    hello: { version: 2, ticket: 't', client: 'page-0001', cols: 80, rows: 24, resume: null },
  },
  {
    type: 'hello',
    hello: {
      version: 2,
      ticket: 't',
      client: 'page-0001',
      cols: 80,
      rows: 24,
      resume: { terminalId: 'x', seq: 9 },
    },
  },
  { type: 'input', offset: 2 ** 40, bytes: Uint8Array.of(0, 255, 10) },
  { type: 'resize', cols: 132, rows: 43 },
  { type: 'ack', seq: 2 ** 40 + 1 },
];
const server: ServerFrame[] = [
  {
    type: 'welcome',
    welcome: { terminalId: 'x', seq: 3, resumed: true, skipped: 0, input: null, durable: true },
  },
  { type: 'output', seq: 2 ** 40, bytes: Uint8Array.of(27, 91) },
  { type: 'exit', exit: { code: null } },
  { type: 'skipped', from: 1, to: 2 ** 33 },
  { type: 'taken', bytes: 2 ** 33 },
  { type: 'size', cols: 132, rows: 43, yours: true },
  { type: 'snapshot', seq: 2 ** 33, last: false, bytes: Uint8Array.of(27, 99) },
];

test.each(client)('carries $type from the browser', (frame) => {
  expect(decodeClient(encodeClient(frame))).toEqual(frame);
});

test.each(server)('carries $type from the broker', (frame) => {
  expect(decodeServer(encodeServer(frame))).toEqual(frame);
});

test.each([
  ['nothing', []],
  ['an unknown type', [0x7f]],
  ['a frame of the other side', [0x82, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['a short INPUT', [0x02, 0, 0, 0, 0, 0, 0, 0]],
  ['a short RESIZE', [0x03, 0, 80]],
  ['a RESIZE to no columns', [0x03, 0, 0, 0, 24]],
  ['a RESIZE beyond the limit', [0x03, 255, 255, 0, 24]],
  ['a long ACK', [0x04, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ['an ACK beyond 2^53', [0x04, 255, 0, 0, 0, 0, 0, 0, 0]],
  ['a HELLO that is no JSON', [0x01, 0x7b]],
  ['a HELLO that is no UTF-8', [0x01, 0xff, 0xff]],
  ['a HELLO of another shape', [0x01, ...Buffer.from('{"version":3}')]],
])('refuses %s', (_name, bytes) => {
  expect(() => decodeClient(Uint8Array.from(bytes))).toThrow(MalformedFrame);
});

test('throws nothing but MalformedFrame, whatever the bytes', () => {
  const types = fc.constantFrom(1, 2, 3, 4, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0);
  fc.assert(
    fc.property(types, fc.uint8Array({ maxLength: 200 }), (type, rest) => {
      const frame = Uint8Array.of(type, ...rest);
      for (const decode of [decodeClient, decodeServer]) {
        try {
          decode(frame);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedFrame);
        }
      }
    }),
    { numRuns: 100_000, seed: 4223 },
  );
});
