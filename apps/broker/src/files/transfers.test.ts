import { expect, test } from 'vitest';
import { Transfers } from './transfers.ts';

/** Files that enter, in the order in which they were let in. */
function make() {
  const transfers = new Transfers();
  const inside: string[] = [];
  const go = (sandbox: string, name: string) => {
    const over = new AbortController();
    const entered = transfers.enter(sandbox, over.signal).then(
      () => inside.push(name),
      () => inside.push(`no ${name}`),
    );
    return { over: () => over.abort(), entered };
  };
  return { transfers, inside, go };
}

test('two of a sandbox at once; the third waits for one of them, another sandbox for nobody', async () => {
  const { transfers, inside, go } = make();
  const [one, two, three] = [go('a', '1'), go('a', '2'), go('a', '3')];
  const other = go('b', 'other');
  await Promise.all([one.entered, two.entered, other.entered]);
  expect(inside).toEqual(['1', '2', 'other']);
  one.over();
  await three.entered;
  expect(inside.at(-1)).toBe('3');
  for (const each of [two, three, other]) each.over();
  expect(transfers.sandboxes).toBe(0);
});

test('thirty-two in all; who gives up while waiting leaves no place taken', async () => {
  const { transfers, inside, go } = make();
  const first = Array.from({ length: 32 }, (_, i) => go(`s${i}`, `${i}`));
  await Promise.all(first.map((one) => one.entered));
  const [gone, last] = [go('x', 'gone'), go('y', 'last')];
  gone.over();
  await gone.entered;
  expect(inside.at(-1)).toBe('no gone');
  first[0]?.over();
  await last.entered;
  expect(inside.at(-1)).toBe('last');
  for (const one of [...first, last]) one.over();
  expect(transfers.sandboxes).toBe(0);
});

test('four move at once, and a failed one gives its place back', async () => {
  const { transfers } = make();
  const { signal } = new AbortController();
  let [now, most] = [0, 0];
  const work = async () => {
    now += 1;
    most = Math.max(most, now);
    await new Promise(setImmediate);
    now -= 1;
    throw new Error('on purpose');
  };
  const all = await Promise.allSettled(Array.from({ length: 12 }, () => transfers.move(signal, work)));
  expect(all.every((one) => one.status === 'rejected')).toBe(true);
  expect(most).toBe(4);
});
