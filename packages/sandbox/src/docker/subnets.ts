/** The pool of private networks: cuts it into pieces of sixteen addresses. Pure arithmetic, no I/O. */

const PIECE_BITS = 28;
const PIECE_SIZE = 2 ** (32 - PIECE_BITS);
/** The first address names the network, the second is the engine's, the last is broadcast. */
const FIRST_MACHINE = 2;

/** The most machines that one sandbox can have. */
export const MOST_MACHINES = PIECE_SIZE - FIRST_MACHINE - 1;

const toNumber = (address: string): number =>
  address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const toAddress = (value: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

export interface Pool {
  cidr: string;
  base: number;
  /** How many networks it holds. */
  size: number;
}

/** Reads `10.213.0.0/16`. Throws RangeError when it is no IPv4 range that holds at least one network. */
export function readPool(cidr: string): Pool {
  const match = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(cidr);
  const bits = Number(match?.[2]);
  const base = toNumber(match?.[1] ?? '');
  const parts = match?.[1]?.split('.').map(Number) ?? [];
  const aligned = base % 2 ** (32 - bits) === 0;
  if (!match || bits < 8 || bits > PIECE_BITS || parts.some((part) => part > 255) || !aligned) {
    throw new RangeError(
      `The network pool ${cidr} is not usable: give an IPv4 range from /8 to /${PIECE_BITS}, such as 10.213.0.0/16.`,
    );
  }
  return { cidr, base, size: 2 ** (PIECE_BITS - bits) };
}

/** Network number `index` of the pool, as `10.213.0.16/28`. */
export const subnetAt = (pool: Pool, index: number): string =>
  `${toAddress(pool.base + (index % pool.size) * PIECE_SIZE)}/${PIECE_BITS}`;

/** The address of a sandbox's n-th machine, counted from 0. */
export const addressAt = (subnet: string, machine: number): string =>
  toAddress(toNumber(subnet.split('/')[0] ?? '') + FIRST_MACHINE + machine);
