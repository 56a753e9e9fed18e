/**
 * Sandboxes with Docker inside, many at once on this host: each answers, and runs a container. What they use of memory,
 * processor and disk, beside the same number of plain ones in the same run.
 */
import { readFileSync, statfsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import Docker from 'dockerode';
import { clickToPrompt, type Started } from './click-to-prompt.ts';
import { runBenchmark } from './endings.ts';
import { percentile, round } from './measure.ts';
import { startProduct } from './product.ts';
import { untilItCanRun } from './until.ts';

const { values } = parseArgs({
  options: {
    sandboxes: { type: 'string', default: '20' },
    way: { type: 'string', default: 'rootless' },
    rest: { type: 'string', default: '20' },
  },
});
const count = Number(values.sandboxes);
const restMs = Number(values.rest) * 1000;
const AT_ONCE = 4;
const MB = 2 ** 20;
const docker = new Docker();

/** Memory that programs may still have, and free disk where the engine keeps what it has. */
async function host(): Promise<{ memory: number; disk: number; busyMs: number }> {
  const { DockerRootDir } = await docker.info();
  const { bavail, bsize } = statfsSync(DockerRootDir);
  const memory = Number(/MemAvailable:\s+(\d+)/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) * 1024;
  const [, user = 0, nice = 0, system = 0] = readFileSync('/proc/stat', 'utf8').split(/\s+/).map(Number);
  return { memory, disk: bavail * bsize, busyMs: (user + nice + system) * 10 };
}

/** Four at a time, as the product starts them. */
async function startAll(origin: string, lesson: string): Promise<Started[]> {
  const started: Started[] = [];
  let left = count;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      started.push(await clickToPrompt(origin, lesson));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return started;
}

async function measure(name: string, playground: string, command: string, sign: string) {
  const product = await startProduct({
    ...{ SANDLOT_WAY: values.way, SANDLOT_MAX_SANDBOXES: String(count + 1) },
  });
  await untilItCanRun(product.origin, playground);
  const before = await host();
  const started = await startAll(product.origin, `playgrounds/${playground}`);
  for (const { student, sandboxId } of started) {
    const terminal = await student.terminal(sandboxId, name === 'plain' ? 'box' : 'dev');
    terminal.type(`${command}\r`);
    await terminal.until((t) => t.text.includes(sign));
  }
  await wait(5_000);
  const now = await host();
  await wait(restMs);
  const rest = await host();
  await product.stop();
  return {
    what: `${count} ${name}`,
    'start to prompt p50 ms': round(
      percentile(
        started.map(({ promptMs }) => promptMs),
        0.5,
      ),
    ),
    'p95 ms': round(
      percentile(
        started.map(({ promptMs }) => promptMs),
        0.95,
      ),
    ),
    'memory each MB': round((before.memory - now.memory) / MB / count),
    'disk each MB': round((before.disk - now.disk) / MB / count),
    'CPU at rest, % of a core': round((100 * (rest.busyMs - now.busyMs)) / restMs),
  };
}

await runBenchmark(async () => {
  const rows = [
    await measure('plain', 'box', 'sleep 1000 & echo up-$((40+2))', 'up-42'),
    await measure(
      `with Docker, ${values.way}, a container in each`,
      'docker',
      'docker run -d web:1 >/dev/null && echo up-$((40+2))',
      'up-42',
    ),
  ];
  console.table(rows);
});
