import { LIMITS } from '@sandlot/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { INPUT_LIMITS, InputQueue } from './input-queue.ts';
import { keysIn } from './keys-in.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const words = (parts: { bytes: Uint8Array }[]) =>
  parts.map((part) => new TextDecoder().decode(part.bytes)).join('');

test('each byte is handed out once, with its number', () => {
  const queue = new InputQueue();
  queue.add(utf8('ab'), 10);
  expect(queue.takeParts()).toEqual([{ offset: 0, bytes: utf8('ab') }]);
  queue.add(utf8('c'), 10);
  expect(queue.takeParts()).toEqual([{ offset: 2, bytes: utf8('c') }]);
  expect(queue.takeParts()).toEqual([]);
});

test('after a cut only what was not taken comes again', () => {
  const queue = new InputQueue();
  queue.add(utf8('abcdef'), 10);
  queue.takeParts();
  queue.confirm(2);
  expect(queue.length).toBe(4);
  expect(queue.resendFrom(3)).toBe(true);
  expect(queue.takeParts()).toEqual([{ offset: 3, bytes: utf8('def') }]);
});

test('a count that cannot be is refused, and nothing is lost by it', () => {
  const queue = new InputQueue();
  queue.add(utf8('abc'), 10);
  queue.takeParts();
  queue.confirm(99);
  expect(queue.length).toBe(3);
  queue.confirm(2);
  expect(queue.resendFrom(1)).toBe(false);
  expect(queue.resendFrom(4)).toBe(false);
  expect(queue.drop(40)).toEqual([utf8('c')]);
  queue.add(utf8('d'), 10);
  expect(queue.takeParts()).toEqual([{ offset: 40, bytes: utf8('d') }]);
});

test('what does not fit is refused whole', () => {
  const queue = new InputQueue();
  expect(queue.add(new Uint8Array(INPUT_LIMITS.cutBytes), INPUT_LIMITS.cutBytes)).toBe(true);
  expect(queue.add(utf8('x'), INPUT_LIMITS.cutBytes)).toBe(false);
  expect(queue.length).toBe(INPUT_LIMITS.cutBytes);
});

test('a long paste goes in frames that fit, and waits for the broker after a window', () => {
  const queue = new InputQueue();
  const paste = new Uint8Array(INPUT_LIMITS.windowBytes + 100);
  queue.add(paste, INPUT_LIMITS.openBytes);
  const first = queue.takeParts();
  expect(Math.max(...first.map((part) => part.bytes.length))).toBe(LIMITS.clientFrameBytes - 9);
  expect(first.reduce((sum, part) => sum + part.bytes.length, 0)).toBe(INPUT_LIMITS.windowBytes);
  queue.confirm(60);
  expect(queue.takeParts().map((part) => part.bytes.length)).toEqual([60]);
  queue.confirm(INPUT_LIMITS.windowBytes);
  expect(queue.takeParts().map((part) => part.bytes.length)).toEqual([40]);
});

test('over any cuts the broker gets each byte once, in order', () => {
  const step = fc.oneof(
    fc.record({ type: fc.constant('key' as const), text: fc.string({ minLength: 1, maxLength: 5 }) }),
    fc.record({ type: fc.constant('deliver' as const), parts: fc.nat(3) }),
    fc.record({ type: fc.constant('tell' as const) }),
    fc.record({ type: fc.constant('cut' as const) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const queue = new InputQueue();
      let typed = '';
      let taken = new Uint8Array(0);
      let wire: { offset: number; bytes: Uint8Array }[] = [];
      const deliver = (count: number) => {
        for (const part of wire.splice(0, count)) {
          expect(part.offset).toBeLessThanOrEqual(taken.length);
          taken = new Uint8Array([...taken, ...part.bytes.subarray(taken.length - part.offset)]);
        }
      };
      for (const one of steps) {
        if (one.type === 'key') {
          typed += one.text;
          queue.add(utf8(one.text), 1e6);
        } else if (one.type === 'deliver') deliver(one.parts);
        else if (one.type === 'tell') queue.confirm(taken.length);
        else {
          wire = [];
          expect(queue.resendFrom(taken.length)).toBe(true);
        }
        wire.push(...queue.takeParts());
      }
      deliver(wire.length);
      expect(words([{ bytes: taken }])).toBe(words([{ bytes: utf8(typed) }]));
    }),
  );
});

test('keys are counted as a person counts them', () => {
  expect(keysIn([utf8('ls\r')])).toBe(3);
  expect(keysIn([utf8('\x1b[A'), utf8('\x1bOB'), utf8('\x1b[1;5C'), utf8('\x1b')])).toBe(4);
  expect(keysIn([utf8('ü漢🙂')])).toBe(3);
});
