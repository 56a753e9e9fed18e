/**
 * The terminal beside its peers and its goals, in one run: keystrokes, bulk, memory, 500 terminals, reconnects,
 * 1,000 cuts, and a broker that is killed. Run `npm start` once before. SANDLOT_BENCH_WETTY=FOLDER names a
 * folder where `npm install wetty` was run.
 */
import { parseArgs } from 'node:util';
import { linuxImage } from './bare-engine.ts';
import { measureKilledBroker } from './broker-killed.ts';
import { measureBulk } from './bulk.ts';
import { measureCuts } from './cuts.ts';
import { runBenchmark } from './endings.ts';
import { measureKeystrokes, SANDBOXES } from './keystrokes.ts';
import { measureMany } from './many.ts';
import { startMachine } from './peers/machine.ts';
import type { Peer } from './peers/peer.ts';
import { type Place, startPlace } from './peers/sandlot.ts';
import { startTtyd } from './peers/ttyd.ts';
import { findWetty, startWetty } from './peers/wetty.ts';
import { type BrokerMemory, type Product, startProduct } from './product.ts';
import { measureReconnect } from './reconnect.ts';
import { reportBulk, reportKeystrokes } from './report/beside-peers.ts';
import { reportCuts, reportKilled, reportReconnect } from './report/coming-back.ts';
import { reportMany, reportMemory } from './report/many-terminals.ts';

const { values } = parseArgs({
  options: {
    /** Which questions, such as 1,2,6; all of them when left out. */
    only: { type: 'string', default: '1,2,3,4,5,6,7' },
    megabytes: { type: 'string', default: '40' },
    terminals: { type: 'string', default: '500' },
    cuts: { type: 'string', default: '1000' },
  },
});
const asked = new Set(values.only.split(','));
const SETTINGS = { SANDLOT_MAX_SANDBOXES: '200' };
const megabytes = Number(values.megabytes);

const places = (origin: string, count: number): Promise<Place[]> =>
  Promise.all(Array.from({ length: count }, () => startPlace(origin, 'roomy')));

async function startPeers(product: Product): Promise<Peer[]> {
  const sandboxes = asked.has('1') ? SANDBOXES : 1;
  const direct = await places(product.brokerOrigin, sandboxes);
  const whole = await places(product.origin, sandboxes);
  const image = await linuxImage();
  const { id } = await startMachine(image, ['sleep', 'infinity']);
  const peers: Peer[] = [
    { name: 'bare PTY of the host', kind: 'host' },
    { name: 'bare exec of the engine', kind: 'exec', container: id },
    { name: 'our broker', kind: 'sandlot', places: direct },
    { name: 'our public port', kind: 'sandlot', places: whole },
  ];
  try {
    peers.push({ name: 'ttyd', kind: 'ttyd', origin: await startTtyd(image) });
  } catch (error) {
    console.log(`ttyd: left out, ${(error as Error).message}`);
  }
  const folder = findWetty(process.env);
  if (folder) peers.push({ name: 'wetty', kind: 'wetty', folder, origin: await startWetty(image, folder) });
  else console.log('wetty: not installed, left out');
  return peers;
}

async function besidePeers(product: Product): Promise<void> {
  const peers = await startPeers(product);
  if (asked.has('1')) {
    const turns = { alone: { rounds: 6, keys: 40 }, busy: { rounds: 2, keys: 40 } };
    reportKeystrokes(await measureKeystrokes(peers, turns));
  }
  if (asked.has('2')) reportBulk(await measureBulk(peers, { rounds: 3, megabytes }), megabytes);
}

/** On a broker that has done nothing before: memory that floods have left behind would hide what terminals cost. */
async function many(): Promise<void> {
  const product = await startProduct(SETTINGS, 'fixtures');
  const result = await measureMany(product, Number(values.terminals), 25);
  await product.stop();
  reportMemory(result);
  reportMany(result);
}

async function resuming(product: Product): Promise<void> {
  const place = await startPlace(product.brokerOrigin, 'roomy');
  const whole = { ...place, origin: product.origin };
  if (asked.has('5')) {
    reportReconnect([
      { name: 'our broker', client: await measureReconnect(place, 'direct', 200) },
      { name: 'our public port', client: await measureReconnect(whole, 'whole', 200) },
    ]);
  }
  if (asked.has('6')) {
    const cuts = Number(values.cuts);
    const steady = await measureCuts(whole, { cuts, clients: 8, flood: false });
    const flood = await measureCuts(whole, { cuts: Math.ceil(cuts / 10), clients: 4, flood: true });
    reportCuts(steady, flood);
  }
  if (asked.has('7')) reportKilled(await measureKilledBroker(product, whole, 3));
}

/** What the broker keeps after all the floods above. */
async function afterFloods(product: Product, before: BrokerMemory): Promise<void> {
  const after = await product.brokerMemory();
  const MiB = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
  console.log(
    `\nThe broker's memory: ${MiB(before.resident)} at its start, ${MiB(after.resident)} after questions 1 and 2, of which ${MiB(after.main)} are used in its main thread and ${MiB(after.threads)} in others.`,
  );
}

await runBenchmark(async () => {
  const began = performance.now();
  if (asked.has('3') || asked.has('4')) await many();
  const product = await startProduct(SETTINGS, 'fixtures');
  if (asked.has('1') || asked.has('2')) {
    const before = await product.brokerMemory();
    await besidePeers(product);
    await afterFloods(product, before);
  }
  if (asked.has('5') || asked.has('6') || asked.has('7')) await resuming(product);
  console.log(`\nAll of it took ${Math.round((performance.now() - began) / 1000)} s.`);
});
