/** Question 2: how fast a prepared file of text comes by. */
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { atEnd } from './endings.ts';
import { atPlainPrompt, type Channel, run } from './peers/channel.ts';
import { openPeer, type Peer } from './peers/peer.ts';

const LINE = 'x'.repeat(76);
const FILE = '/tmp/sandlot-bench-bulk';

/** MB/s of one `cat`; a terminal puts a carriage return before each line feed. */
function cat(channel: Channel, lines: number, withinMs = 60_000): Promise<number> {
  const bytes = lines * (LINE.length + 2);
  return new Promise((resolve, reject) => {
    let taken = 0;
    const late = () => reject(new Error(`${taken} of ${bytes} bytes came within ${withinMs} ms`));
    const timer = setTimeout(late, withinMs);
    const began = performance.now();
    channel.onBytes((chunk) => {
      taken += chunk.length;
      if (taken < bytes || !atPlainPrompt(Buffer.from(chunk.subarray(-2)).toString())) return;
      clearTimeout(timer);
      resolve(taken / 1000 / (performance.now() - began));
    });
    channel.write(`cat ${FILE}\r`);
  });
}

/** MB/s of each peer, one figure a round, in turns. */
export async function measureBulk(
  peers: Peer[],
  { rounds, megabytes }: { rounds: number; megabytes: number },
): Promise<{ peer: Peer; rates: number[] }[]> {
  const lines = Math.ceil((megabytes * 1e6) / (LINE.length + 2));
  const sides = [];
  atEnd(() => rmSync(FILE, { force: true })); // the host's own
  for (const peer of peers) {
    const channel = await openPeer(peer, 'bulk');
    await run(channel, `yes ${LINE} | head -n ${lines} >${FILE}`);
    sides.push({ peer, channel, rates: [] as number[] });
  }
  for (let round = 0; round < rounds; round++) {
    for (const { channel, rates } of sides) {
      await wait(50);
      rates.push(await cat(channel, lines));
    }
  }
  for (const { channel } of sides) {
    await run(channel, `rm -f ${FILE}`);
    channel.close();
  }
  return sides;
}
