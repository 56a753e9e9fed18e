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
