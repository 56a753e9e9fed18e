/** The tables of questions 5, 6 and 7. */
import type { Killed } from '../broker-killed.ts';
import type { CutsResult } from '../cuts.ts';
import { round } from '../measure.ts';
import type { ResumingClient } from '../resuming-client.ts';
import { goal, spread } from './figures.ts';

export function reportReconnect(all: { name: string; client: ResumingClient }[]): void {
  console.log(
    '\n5. From a cut to being back, ms: ticket, WebSocket and HELLO; then the first byte that was missed',
  );
  console.table(
    Object.fromEntries(
      all.flatMap(({ name, client }) => [
        [`${name}: WELCOME`, spread(client.welcomes)],
        [`${name}: first byte`, spread(client.firstBytes)],
      ]),
    ),
  );
}

const sum = (clients: ResumingClient[], of: (client: ResumingClient) => number) =>
  clients.reduce((total, client) => total + of(client), 0);

function streamRow(clients: ResumingClient[]) {
  return {
    'MB checked': round(sum(clients, ({ check }) => check.taken) / 1e6),
    lost: sum(clients, ({ check }) => check.lost),
    doubled: sum(clients, ({ check }) => check.doubled),
    wrong: sum(clients, ({ check }) => check.wrong),
    'told as skipped': sum(clients, ({ check }) => check.skipped),
    snapshots: sum(clients, (client) => client.snapshots),
    'false numbers': sum(clients, (client) => client.dishonest),
  };
}

const faults = (clients: ResumingClient[]) =>
  sum(clients, ({ check, dishonest }) => check.lost + check.doubled + check.wrong + dishonest);

export function reportCuts(steady: CutsResult, flood: CutsResult): void {
  console.log(`\n6. Numbered streams, cut at random moments; bytes`);
  const row = (one: CutsResult) => ({
    cuts: one.cuts,
    'while coming back': one.early,
    'slowest return, ms': round(Math.max(...one.clients.flatMap((client) => client.welcomes))),
    ...streamRow(one.clients),
  });
  console.table({
    [`${steady.clients.length} streams within their rings`]: row(steady),
    [`${flood.clients.length} floods past their rings`]: row(flood),
  });
  goal(`bytes lost, doubled or wrong in ${steady.cuts} cuts`, faults(steady.clients), '', 0);
  const skipped = sum(steady.clients, ({ check }) => check.skipped);
  if (skipped > 0) {
    console.log(
      `${skipped} bytes of them were skipped with a word: somebody was away for longer than a ring lasts.`,
    );
  }
  goal(
    `bytes lost without a word, doubled or wrong in ${flood.cuts} cuts of floods`,
    faults(flood.clients),
    '',
    0,
  );
}

export function reportKilled(killed: Killed | null): void {
  console.log('\n7. kill -9 of the broker in the middle of a numbered stream of 100 KB/s');
  if (!killed) {
    console.log('Not durable here: the program ends with the broker.');
    return;
  }
  console.table(
    killed.times.map(({ welcomeMs, firstByteMs }) => ({
      'WELCOME after ms': round(welcomeMs),
      'first byte after ms': round(firstByteMs),
    })),
  );
  console.table({ stream: streamRow([killed.client]) });
  goal('back after', Math.max(...killed.times.map((t) => t.firstByteMs)), ' ms', 2000);
  goal('bytes lost, doubled or skipped', faults([killed.client]) + killed.client.check.skipped, '', 0);
}
