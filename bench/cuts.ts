/** Question 6: bytes lost or doubled when lines are cut at random moments. */
import { setTimeout as wait } from 'node:timers/promises';
import { streamCommand } from './numbered-stream.ts';
import type { Place } from './peers/sandlot.ts';
import { seededRandom } from './random.ts';
import { ResumingClient } from './resuming-client.ts';

const SEED = 20_251_123;
/** A line is up for at most this long, then down for at most that: mostly short, now and then long. */
const UP_MS = 40;
const DOWN_MS = 15;

export interface CutsResult {
  cuts: number;
  /** Cuts that hit on the way back from another one. */
  early: number;
  clients: ResumingClient[];
}

/** Cuts one client off again and again; gives how many cuts came on its way back. */
async function cutAgain(client: ResumingClient, cuts: number, random: () => number): Promise<number> {
  let early = 0;
  for (let i = 0; i < cuts; i++) {
    if (random() < 0.1) client.silence();
    await wait(random() * UP_MS);
    client.cut();
    await wait(random() * DOWN_MS);
    if (random() < 0.1 && i < cuts - 1) {
      // Cut once more, on the way back.
      const attaching = client.attach().catch(() => {});
      await wait(random() * 6);
      client.cut();
      await attaching;
      client.cut();
      early += 1;
      i += 1;
    }
    await client.attach();
  }
  return early;
}

/** Cuts `clients` streams off, `cuts` times in all. `flood` prints without pause, so that the ring is left behind. */
export async function measureCuts(
  place: Place,
  { cuts, clients: count, flood }: { cuts: number; clients: number; flood: boolean },
): Promise<CutsResult> {
  // A quarter of a megabyte a second: a ring lasts for a second.
  const command = flood ? streamCommand(200, 0) : streamCommand(25, 1);
  const kind = flood ? 'flood' : 'cut';
  const clients = Array.from({ length: count }, (_, i) => new ResumingClient(place, `${kind}${i}`));
  await Promise.all(clients.map((client) => client.start(command)));
  const each = Math.ceil(cuts / count);
  const early = await Promise.all(
    clients.map((client, i) => cutAgain(client, each, seededRandom(SEED + i + (flood ? 1000 : 0)))),
  );
  await Promise.all(clients.map((client) => client.end()));
  return { cuts: each * count, early: early.reduce((sum, n) => sum + n, 0), clients };
}
