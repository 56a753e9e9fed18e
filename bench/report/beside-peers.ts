/** The tables of questions 1 and 2, with ratios to ttyd. */
import { CROWD, type Measured, SCENES } from '../keystrokes.ts';
import { round } from '../measure.ts';
import type { Peer } from '../peers/peer.ts';
import { goal, median, p } from './figures.ts';

const isOurs = (peer: Peer) => peer.kind === 'sandlot';

export function reportKeystrokes(all: Measured[]): void {
  console.log(
    `\n1. Keystroke to echo, ms: alone, and beside ${CROWD} terminals of the same peer that print a line each 10 ms (paced) or without pause (unpaced)`,
  );
  const ttyd = all.find(({ peer }) => peer.kind === 'ttyd');
  const ratio = (one: Measured, scene: (typeof SCENES)[number]) =>
    ttyd ? round(median(one.ms[scene]) / median(ttyd.ms[scene])) : '';
  console.table(
    Object.fromEntries(
      all.map((one) => [
        one.peer.name,
        Object.fromEntries(
          SCENES.flatMap((scene) => [
            [`${scene} p50`, p(one.ms[scene], 0.5)],
            [`${scene} p99`, p(one.ms[scene], 0.99)],
            [`${scene} ÷ ttyd`, ratio(one, scene)],
          ]),
        ),
      ]),
    ),
  );
  console.log(`Ctrl+C in one more flood, to its prompt, beside the ${CROWD} that print without pause, ms`);
  console.table(
    Object.fromEntries(
      all.map(({ peer, interrupts }) => [
        peer.name,
        { n: interrupts.length, p50: p(interrupts, 0.5), most: round(Math.max(...interrupts)) },
      ]),
    ),
  );
  for (const { peer, interrupts } of all.filter((one) => isOurs(one.peer)))
    goal(`Ctrl+C to prompt, ${peer.name}, the slowest`, Math.max(...interrupts), ' ms', 1000);
  if (!ttyd) return;
  for (const one of all.filter(({ peer }) => isOurs(peer))) {
    goal(`echo p50, ${one.peer.name}`, median(one.ms.alone) / median(ttyd.ms.alone), ' × ttyd', 1.3);
  }
}

export function reportBulk(all: { peer: Peer; rates: number[] }[], megabytes: number): void {
  console.log(
    `\n2. Bulk output: cat of ${megabytes} MB of text, MB/s, the median of ${all[0]?.rates.length} rounds`,
  );
  const ttyd = all.find(({ peer }) => peer.kind === 'ttyd');
  const ratio = (rates: number[]) => (ttyd ? round(median(rates) / median(ttyd.rates)) : '');
  console.table(
    Object.fromEntries(
      all.map(({ peer, rates }) => [
        peer.name,
        {
          'MB/s': p(rates, 0.5),
          slowest: round(Math.min(...rates)),
          fastest: round(Math.max(...rates)),
          '÷ ttyd': ratio(rates),
        },
      ]),
    ),
  );
  if (!ttyd) return;
  for (const { peer, rates } of all.filter((one) => isOurs(one.peer))) {
    goal(`bulk, ${peer.name}`, median(rates) / median(ttyd.rates), ' × ttyd', 1, 'more');
  }
}
