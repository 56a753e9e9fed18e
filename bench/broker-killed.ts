/** Question 7: what a student sees of a broker that is killed in the middle of a program's output. */
import { setTimeout as wait } from 'node:timers/promises';
import { streamCommand } from './numbered-stream.ts';
import type { Place } from './peers/sandlot.ts';
import type { Product } from './product.ts';
import { ResumingClient } from './resuming-client.ts';

/** The page tries again this often. */
const RETRY_MS = 25;
const PATIENCE_MS = 20_000;

export interface Killed {
  client: ResumingClient;
  /** For each kill: from the kill to the WELCOME and to the first byte of output. */
  times: { welcomeMs: number; firstByteMs: number }[];
}

async function comeBack(client: ResumingClient): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await client.attach();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await wait(RETRY_MS);
    }
  }
}

/** Kills the broker so often; null when no program outlives it here. */
export async function measureKilledBroker(
  product: Product,
  place: Place,
  kills: number,
): Promise<Killed | null> {
  const client = new ResumingClient(place, 'killed');
  await client.start(streamCommand(10, 1));
  if (!client.welcome?.durable) {
    await client.end();
    return null;
  }
  const times: Killed['times'] = [];
  for (let i = 0; i < kills; i++) {
    await wait(500);
    const began = performance.now();
    process.kill(product.brokerPid, 'SIGKILL');
    client.cut();
    await comeBack(client);
    const last = performance.now() - began;
    const waited = (client.firstBytes.at(-1) ?? 0) - (client.welcomes.at(-1) ?? 0);
    times.push({ welcomeMs: last - waited, firstByteMs: last });
  }
  await client.end();
  return { client, times };
}
