/** Terminals of a peer that print while another one is measured. In a thread of their own, as other people's browsers are. */
import { once } from 'node:events';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { atEnd } from './endings.ts';
import { type Channel, interrupt } from './peers/channel.ts';
import { openPeer, type Peer } from './peers/peer.ts';

/** What they run. A line each 10 ms is a busy build; without pause is `yes`. */
export const NOISE = {
  paced: `perl -e '$|=1; while (1) { print "x" x 76, "\\n"; select undef, undef, undef, .01 }'`,
  unpaced: `yes ${'x'.repeat(76)}`,
} as const;

type Order = { print: string } | 'hush';

export class Crowd {
  readonly #worker: Worker;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** Opens `count` terminals of a peer. */
  static async open(peer: Peer, count: number): Promise<Crowd> {
    const worker = new Worker(new URL(import.meta.url), { workerData: { peer, count } });
    atEnd(() => worker.terminate());
    await once(worker, 'message');
    return new Crowd(worker);
  }

  /** All print. */
  print(noise: keyof typeof NOISE): Promise<void> {
    return this.#order({ print: NOISE[noise] });
  }

  /** All are at their prompt again. */
  hush(): Promise<void> {
    return this.#order('hush');
  }

  /** Closes all. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  async #order(order: Order): Promise<void> {
    this.#worker.postMessage(order);
    await once(this.#worker, 'message');
  }
}

async function serve(peer: Peer, count: number): Promise<void> {
  const channels: Channel[] = [];
  while (channels.length < count) {
    const at = channels.length;
    const some = Array.from({ length: Math.min(4, count - channels.length) }, (_, i) =>
      openPeer(peer, 'crowd', at + i),
    );
    channels.push(...(await Promise.all(some)));
  }
  parentPort?.on('message', async (order: Order) => {
    if (order === 'hush') await Promise.all(channels.map(interrupt));
    else for (const channel of channels) channel.write(`${order.print}\r`);
    parentPort?.postMessage('done');
  });
  parentPort?.postMessage('open');
}

if (workerData?.peer) await serve(workerData.peer, workerData.count);
