import { expect, test } from 'vitest';
import { Head, Unframer } from './exec-output.ts';

const frame = (text: string, type = 1) => {
  const payload = Buffer.from(text);
  const header = Buffer.alloc(8);
  header[0] = type;
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
};

test('frames come apart whole, however they were cut', () => {
  const wire = Buffer.concat([frame('one'), frame(''), frame('two', 2), frame('x'.repeat(300))]);
  for (const size of [1, 3, 7, 8, 9, 1000]) {
    const unframer = new Unframer();
    const out: Buffer[] = [];
    for (let at = 0; at < wire.length; at += size) out.push(...unframer.push(wire.subarray(at, at + size)));
    expect(Buffer.concat(out).toString()).toBe(`onetwo${'x'.repeat(300)}`);
  }
});

test('the head keeps whole characters up to its limit', () => {
  const head = new Head(5);
  head.push(Buffer.from('ab'));
  head.push(Buffer.from('€€'));
  head.push(Buffer.from('more'));
  expect(head.text()).toBe('ab€');
  expect(head.truncated).toBe(true);
});

test('output of just the limit is not truncated', () => {
  const head = new Head(3);
  head.push(Buffer.from('€'));
  expect([head.text(), head.truncated]).toEqual(['€', false]);
});
