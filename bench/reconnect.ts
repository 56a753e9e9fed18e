/** Question 5: how long a page that was cut off waits for its terminal. */
import { setTimeout as wait } from 'node:timers/promises';
import { streamCommand } from './numbered-stream.ts';
import type { Place } from './peers/sandlot.ts';
import { ResumingClient } from './resuming-client.ts';

/** Cuts a line and comes back at once, `times` times, beside a program that prints each millisecond. */
export async function measureReconnect(place: Place, name: string, times: number): Promise<ResumingClient> {
  const client = new ResumingClient(place, name);
  await client.start(streamCommand(1, 1));
  for (let i = 0; i < times; i++) {
    await wait(10);
    client.cut();
    await client.attach();
  }
  await client.end();
  return client;
}
