/** Questions 3 and 4: many attached terminals on one broker, what each costs it, and whether it still answers at once. */
import { setTimeout as wait } from 'node:timers/promises';
import { NOISE } from './crowd.ts';
import { each } from './each.ts';
import { echo } from './keystrokes.ts';
import { type Channel, interrupt, makePlain } from './peers/channel.ts';
import { openSandlot, type Place, startPlace } from './peers/sandlot.ts';
import type { BrokerMemory, Product } from './product.ts';
import { seededRandom } from './random.ts';

/** The most that there may be; `main` is opened by the broker itself. */
const IN_ONE_SANDBOX = 16;
/** Opened before the first look at the memory: pools and compiled code are there then. */
const WARM = 32;
const AT_ONCE = 8;
const KEYS = 800;

export interface Many {
  terminals: number;
  /** How long it took to start the sandboxes, and to open the terminals. */
  startedMs: number;
  openedMs: number;
  memory: Record<'warm' | 'idle' | 'busy', BrokerMemory>;
  /** How many were opened between warm and idle, and how many were busy. */
  idleCount: number;
  busyCount: number;
  /** A keystroke to its echo in one of them: while all are idle, and while `busyCount` print a line each 10 ms. */
  idleEcho: number[];
  busyEcho: number[];
}

/** Keystrokes in terminals chosen by chance, one after the other. */
async function echoes(channels: Channel[]): Promise<number[]> {
  const random = seededRandom(7);
  const all: number[] = [];
  for (let i = 0; i < KEYS; i++) {
    const channel = channels[Math.floor(random() * channels.length)];
    if (channel) all.push(await echo(channel));
    await wait(2);
  }
  return all;
}

/** Starts sandboxes with 16 terminals each, leaves them attached, and looks. */
export async function measureMany(product: Product, terminals: number, busyCount: number): Promise<Many> {
  const beganStart = performance.now();
  const places = await each(Math.ceil(terminals / IN_ONE_SANDBOX), AT_ONCE, () =>
    startPlace(product.brokerOrigin, 'small'),
  );
  const startedMs = performance.now() - beganStart;
  const open = async (i: number) => {
    const place = places[Math.floor(i / IN_ONE_SANDBOX)] as Place;
    return makePlain(await openSandlot(place, i % IN_ONE_SANDBOX === 0 ? 'main' : `many${i}`));
  };
  const channels = await each(WARM, AT_ONCE, open);
  const warm = await product.brokerMemory();
  const beganOpen = performance.now();
  const idleCount = terminals - WARM;
  channels.push(...(await each(idleCount, AT_ONCE, (i) => open(WARM + i))));
  const openedMs = performance.now() - beganOpen;
  const idle = await product.brokerMemory();
  const idleEcho = await echoes(channels);
  // Spread over the sandboxes, each of which has one core.
  const step = Math.floor(terminals / busyCount);
  const busyOnes = channels.filter((_, i) => i % step === 0).slice(0, busyCount);
  const others = channels.filter((channel) => !busyOnes.includes(channel));
  for (const channel of busyOnes) channel.write(`\u0015${NOISE.paced}\r`);
  await wait(300);
  const busyEcho = await echoes(others);
  await Promise.all(busyOnes.map(interrupt));
  for (const channel of busyOnes) channel.write(`${NOISE.unpaced}\r`);
  await wait(1500);
  const busy = await product.brokerMemory();
  await Promise.all(busyOnes.map(interrupt));
  for (const channel of channels) channel.close();
  return {
    ...{ terminals, startedMs, openedMs, idleCount, busyCount, idleEcho, busyEcho },
    memory: { warm, idle, busy },
  };
}
