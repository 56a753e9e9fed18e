/** Question 1: a keystroke to its echo, alone and beside terminals that print. */
import { setTimeout as wait } from 'node:timers/promises';
import { Crowd, NOISE } from './crowd.ts';
import { type Channel, interrupt, printed, run } from './peers/channel.ts';
import { openPeer, type Peer, sandboxesFor } from './peers/peer.ts';

export const CROWD = 50;
export const SANDBOXES = sandboxesFor(CROWD);
/** Between keystrokes, in ms: an echo is out of the way before the next one. */
const PAUSE_MS = 3;
/** A flood before it is ended. */
const FLOOD_MS = 200;
const LINE_OF_FLOOD = `\n${'x'.repeat(76)}\r`;
const INTERRUPTS = 4;
const WIPE_EVERY = 40;
/** So many before any is measured: what runs in a JIT is compiled by then, as in any server that has been up a while. */
const WARM = 400;

export type Quiet = 'alone';
export type Scene = Quiet | keyof typeof NOISE;
export const SCENES: Scene[] = ['alone', 'paced', 'unpaced'];

/** One keystroke to its echo, in ms. */
export function echo(channel: Channel, withinMs = 30_000): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no echo within ${withinMs} ms`)), withinMs);
    const began = performance.now();
    channel.onBytes((bytes) => {
      if (!bytes.includes(97)) return;
      const took = performance.now() - began;
      clearTimeout(timer);
      channel.onBytes(() => {});
      resolve(took);
    });
    channel.write('a');
  });
}

/** `count` keystrokes; the typed line is deleted now and then, so that it never wraps. */
async function keystrokes(channel: Channel, count: number): Promise<number[]> {
  const all: number[] = [];
  for (let i = 0; i < count; i++) {
    all.push(await echo(channel));
    await wait(PAUSE_MS);
    if (i % WIPE_EVERY !== WIPE_EVERY - 1 && i !== count - 1) continue;
    channel.write('\u0015');
    await run(channel, '');
  }
  return all;
}

export interface Measured {
  peer: Peer;
  ms: Record<Scene, number[]>;
  /** Ctrl+C in a flood of its own to the prompt, while the crowd prints without pause. */
  interrupts: number[];
}

/** Ctrl+C in the middle of a flood to the next prompt, in ms. */
async function interrupts(channel: Channel, count: number): Promise<number[]> {
  const all: number[] = [];
  while (all.length < count) {
    // Not the command's echo: a Ctrl+C before the program has the terminal would be the shell's.
    const flood = printed(channel, (text) => text.split(LINE_OF_FLOOD).length > 10);
    channel.write(`${NOISE.unpaced}\r`);
    await flood;
    await wait(FLOOD_MS);
    const began = performance.now();
    await interrupt(channel);
    all.push(performance.now() - began);
  }
  return all;
}

interface Rounds {
  rounds: number;
  keys: number;
}

/** Peers take turns in small batches, because a machine's mood changes within seconds. */
export async function measureKeystrokes(
  peers: Peer[],
  { alone, busy }: { alone: Rounds; busy: Rounds },
): Promise<Measured[]> {
  const sides = await Promise.all(
    peers.map(async (peer) => ({
      peer,
      channel: await openPeer(peer, 'keys'),
      ms: { alone: [], paced: [], unpaced: [] } as Measured['ms'],
      interrupts: [] as number[],
    })),
  );
  for (const { channel } of sides) await keystrokes(channel, WARM);
  for (let round = 0; round < alone.rounds; round++) {
    for (const { channel, ms } of sides) ms.alone.push(...(await keystrokes(channel, alone.keys)));
  }
  const crowds = [];
  for (const peer of peers) crowds.push(await Crowd.open(peer, CROWD));
  for (const scene of ['paced', 'unpaced'] as const) {
    for (let round = 0; round < busy.rounds; round++) {
      for (const [i, { channel, ms, interrupts: some }] of sides.entries()) {
        await crowds[i]?.print(scene);
        await wait(200);
        ms[scene].push(...(await keystrokes(channel, busy.keys)));
        if (scene === 'unpaced') some.push(...(await interrupts(channel, INTERRUPTS)));
        await crowds[i]?.hush();
      }
    }
  }
  await Promise.all(crowds.map((crowd) => crowd.end()));
  for (const { channel } of sides) channel.close();
  return sides;
}
