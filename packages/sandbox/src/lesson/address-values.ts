import type { Addresses } from '../runtime.ts';

/** As lessons write them: `MACHINE.ip`, the address on the machine's first network, and `MACHINE.NETWORK.ip`. */
export function addressValues(addresses: Addresses): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [machine, networks] of Object.entries(addresses)) {
    for (const [network, address] of Object.entries(networks)) {
      values[`${machine}.ip`] ??= address;
      values[`${machine}.${network}.ip`] = address;
    }
  }
  return values;
}
