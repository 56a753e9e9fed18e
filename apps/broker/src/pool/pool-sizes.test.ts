import { expect, test } from 'vitest';
import { readPoolSizes } from './pool-sizes.ts';

test('one number for all, or one for each that is named', () => {
  expect(readPoolSizes('0')('box')).toBe(0);
  expect(readPoolSizes('2')('box')).toBe(2);
  const some = readPoolSizes('docker=3, pair=1');
  expect(['docker', 'pair', 'box'].map(some)).toEqual([3, 1, 0]);
});

test.each(['', 'many', '-1', '1.5', '101', 'box=', '=2', 'box=1=2', 'box=1,2', 'Box=1'])(
  '%j is refused, with what would be right',
  (written) => {
    expect(() => readPoolSizes(written)).toThrow(
      `"${written}" is no size of a pool: write a number from 0 to 100, or NAME=NUMBER,NAME=NUMBER`,
    );
  },
);
