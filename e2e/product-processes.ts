/** The processes of the product that these tests started: found by their data folder, so nobody else's is. */
import { readdirSync, readFileSync } from 'node:fs';
import { E2E } from '../playwright.config.ts';

const read = (file: string): string => {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return ''; // it has just ended
  }
};

/** The broker's process number. */
export function brokerPid(): number {
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) =>
      read(`/proc/${pid}/cmdline`)
        .split('\0')
        .some((word) => word.endsWith('/dist/main.mjs')),
    )
    .filter((pid) => read(`/proc/${pid}/environ`).split('\0').includes(`SANDLOT_DATA=${E2E.data}`));
  if (found.length !== 1) throw new Error(`${found.length} brokers of ${E2E.data} run; one was expected.`);
  return Number(found[0]);
}
