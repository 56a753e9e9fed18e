/** Loaded into the broker by a benchmark: on SIGUSR2 all its threads collect garbage, then it writes down what is left. */
import { renameSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { BroadcastChannel, isMainThread } from 'node:worker_threads';

const DEADLINE_MS = 5_000;
const file = process.env.SANDLOT_BENCH_MEMORY;

function serve() {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const look = () => {
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    return process.memoryUsage();
  };
  const channel = new BroadcastChannel('sandlot-bench-memory');
  channel.unref();
  if (isMainThread) askThreads(channel, look);
  else answer(channel, look);
}

function answer(channel, look) {
  channel.onmessage = ({ data }) => data === 'look' && channel.postMessage({ memory: look() });
  channel.postMessage('here');
}

function askThreads(channel, look) {
  let threads = 0;
  let answers = [];
  let heard = () => {};
  channel.onmessage = ({ data }) => {
    if (data === 'here') threads += 1;
    else answers.push(data.memory);
    heard();
  };
  process.on('SIGUSR2', async () => {
    answers = [];
    const all = new Promise((resolve) => {
      const timer = setTimeout(resolve, DEADLINE_MS);
      heard = () => {
        if (answers.length < threads) return;
        clearTimeout(timer);
        resolve();
      };
    });
    channel.postMessage('look');
    if (threads > 0) await all;
    const threadBytes = answers.reduce((sum, one) => sum + one.heapUsed + one.external, 0);
    const { heapUsed, external } = look();
    const told = { resident: process.memoryUsage.rss(), main: heapUsed + external, threads: threadBytes };
    writeFileSync(`${file}.new`, JSON.stringify(told));
    renameSync(`${file}.new`, file);
  });
}

if (file && process.argv[1]?.endsWith('broker/dist/main.mjs')) serve();
