import { expect, test } from 'vitest';
import { addressAt, MOST_MACHINES, readPool, subnetAt } from './subnets.ts';

test('a /16 holds 4096 networks of 13 machines', () => {
  const pool = readPool('10.213.0.0/16');
  expect(pool.size).toBe(4096);
  expect(MOST_MACHINES).toBe(13);
  expect(subnetAt(pool, 0)).toBe('10.213.0.0/28');
  expect(subnetAt(pool, 17)).toBe('10.213.1.16/28');
  expect(subnetAt(pool, 4095)).toBe('10.213.255.240/28');
  expect(subnetAt(pool, 4096)).toBe(subnetAt(pool, 0));
});

test('machines follow the address that the engine keeps', () => {
  expect(addressAt('10.213.1.16/28', 0)).toBe('10.213.1.18');
  expect(addressAt('10.213.1.16/28', MOST_MACHINES - 1)).toBe('10.213.1.30');
});

test.each(['', '10.213.0.0', '10.213.0.0/29', '10.0.0.0/4', '10.213.0.1/16', '300.1.0.0/16', 'fd00::/64'])(
  'the pool %j is refused with what would be right',
  (cidr) => {
    expect(() => readPool(cidr)).toThrow(/not usable: give an IPv4 range from \/8 to \/28, such as 10\.213/);
  },
);
