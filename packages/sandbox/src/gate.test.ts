import { expect, test } from 'vitest';
import { Gate } from './gate.ts';

test('no more than its places are inside, in order, and a failure frees its place', async () => {
  const gate = new Gate(2);
  const begun: number[] = [];
  let inside = 0;
  let most = 0;
  const results = await Promise.allSettled(
    [0, 1, 2, 3, 4, 5].map((n) =>
      gate.through(async () => {
        begun.push(n);
        inside += 1;
        most = Math.max(most, inside);
        await Promise.resolve();
        inside -= 1;
        if (n % 2) throw new Error('odd');
        return n;
      }),
    ),
  );
  expect([begun, most]).toEqual([[0, 1, 2, 3, 4, 5], 2]);
  expect(results.map(({ status }) => status === 'fulfilled')).toEqual([
    true,
    false,
    true,
    false,
    true,
    false,
  ]);
});

test('who needs more room waits for it, and nobody slips past; who needs too much gets all there is', async () => {
  const gate = new Gate(3);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const enter = (name: string, places: number) =>
    gate.through(() => {
      begun.push(name);
      return new Promise<void>((end) => ends.set(name, end));
    }, places);
  const all = [enter('a', 2), enter('b', 2), enter('c', 1), enter('d', 9)];
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  await settle();
  expect(begun).toEqual(['a']);
  ends.get('a')?.();
  await settle();
  expect(begun).toEqual(['a', 'b', 'c']);
  ends.get('c')?.();
  await settle();
  expect(begun).toEqual(['a', 'b', 'c']);
  ends.get('b')?.();
  await settle();
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
  ends.get('d')?.();
  await Promise.all(all);
});
