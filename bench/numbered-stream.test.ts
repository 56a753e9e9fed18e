import { expect, test } from 'vitest';
import { StreamCheck } from './numbered-stream.ts';

const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `${String(from + i).padStart(10, '0')}\n`).join('');
/** A check whose stream began at byte 107 and that has taken lines 0 to 9. */
function begun(): StreamCheck {
  const check = new StreamCheck();
  check.take(90, Buffer.from('$ perl ..\nSTR'));
  check.take(103, Buffer.from(`EAM:${lines(0, 10)}`));
  return check;
}
const faults = ({ lost, doubled, wrong }: StreamCheck) => ({ lost, doubled, wrong });

test('nothing is wrong with a stream that comes whole, however it is cut into pieces', () => {
  const check = begun();
  const rest = Buffer.from(lines(10, 200));
  for (let at = 0; at < rest.length; at += 7) check.take(217 + at, rest.subarray(at, at + 7));
  expect(faults(check)).toEqual({ lost: 0, doubled: 0, wrong: 0 });
  expect(check.next).toBe(107 + 200 * 11);
  expect(check.taken).toBe(200 * 11);
});

test('finds bytes that never came, came twice, or are others', () => {
  const lost = begun();
  lost.take(217 + 11, Buffer.from(lines(11, 12)));
  expect(faults(lost)).toEqual({ lost: 11, doubled: 0, wrong: 0 });
  const doubled = begun();
  doubled.take(217 - 5, Buffer.from(lines(9, 11).slice(6)));
  expect(faults(doubled)).toEqual({ lost: 0, doubled: 5, wrong: 0 });
  const wrong = begun();
  wrong.take(217, Buffer.from(lines(11, 12)));
  expect(faults(wrong)).toEqual({ lost: 0, doubled: 0, wrong: 1 });
});

test('what the broker says it skipped is not lost', () => {
  const check = begun();
  check.skip(217 + 110);
  check.take(217 + 110, Buffer.from(lines(20, 21)));
  expect(faults(check)).toEqual({ lost: 0, doubled: 0, wrong: 0 });
  expect(check.skipped).toBe(110);
});
