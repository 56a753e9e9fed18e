/**
 * Loaded into the broker by a benchmark: on SIGUSR2 it collects garbage and writes down what is left. Its threads
 * cannot be told to collect theirs, and are asked for what they hold.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import threads from 'node:worker_threads';

const file = process.env.SANDLOT_BENCH_MEMORY;
const workers = new Set();

class KnownWorker extends threads.Worker {
  constructor(...args) {
    super(...args);
    workers.add(this);
    this.once('exit', () => workers.delete(this));
  }
}

async function threadBytes() {
  const all = await Promise.all([...workers].map((worker) => worker.getHeapStatistics()));
  return all.reduce((sum, one) => sum + one.used_heap_size + one.external_memory, 0);
}

function serve() {
  threads.Worker = KnownWorker;
  syncBuiltinESMExports();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  process.on('SIGUSR2', async () => {
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    const { rss, heapUsed, external } = process.memoryUsage();
    const told = { resident: rss, main: heapUsed + external, threads: await threadBytes() };
    writeFileSync(`${file}.new`, JSON.stringify(told));
    renameSync(`${file}.new`, file);
  });
}

if (file && threads.isMainThread && process.argv[1]?.endsWith('broker/dist/main.mjs')) serve();
