/**
 * Machines of each kind, many at once on this host: plain ones, those with Docker inside in the rootless and in the
 * nearly privileged way, and those with a cluster; first idle, then with a container in each. Memory, processor and disk
 * are the engine's own figures for the machines. What they cost the host beside that, the engine's processes and the
 * kernel's part, is in "host", which counts all that happens on it meanwhile.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { clickToPrompt, type Started } from './click-to-prompt.ts';
import { each } from './each.ts';
import { runBenchmark } from './endings.ts';
import { type Figures, MachineFigures } from './machine-figures.ts';
import { percentile, round } from './measure.ts';
import { startProduct } from './product.ts';
import { untilItCanRun } from './until.ts';

interface Kind {
  name: string;
  playground: string;
  settings: Record<string, string>;
  /** Has an engine of its own to run a container in. */
  nested: boolean;
}

const USUAL: Kind[] = [
  { name: 'plain', playground: 'box', settings: {}, nested: false },
  ...['rootless', 'privileged'].map((way) => ({
    ...{ name: way, playground: 'docker', settings: { SANDLOT_WAY: way }, nested: true },
  })),
];
/** They need an image that is built on demand. */
const CLUSTERS: Kind[] = ['lab', 'lab-two'].map((playground) => ({
  ...{ name: playground, playground, settings: { SANDLOT_TRUST: 'personal' }, nested: false },
}));
const KINDS = [...USUAL, ...CLUSTERS];

const { values } = parseArgs({
  options: {
    /** Of each kind; one kind after the other. */
    sandboxes: { type: 'string', default: '20' },
    kinds: { type: 'string', default: USUAL.map(({ name }) => name).join() },
    /** Seconds at rest, over which the processor time is counted. */
    rest: { type: 'string', default: '20' },
  },
});
const count = Number(values.sandboxes);
const restMs = Number(values.rest) * 1000;
const chosen = values.kinds.split(',').map((name) => {
  const kind = KINDS.find((one) => one.name === name);
  if (!kind) throw new Error(`there is no kind ${name}: ${KINDS.map((one) => one.name).join(', ')}`);
  return kind;
});
/** As the product starts them. */
const AT_ONCE = 4;
/** What a start leaves to do is done by then. */
const SETTLE_MS = 5_000;
const MB = 2 ** 20;

/** Memory of the host that programs may still have, in bytes. */
const availableBytes = () =>
  Number(/MemAvailable:\s+(\d+)/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) * 1024;

const median = (of: number[]) => round(percentile(of, 0.5));
const inMB = (bytes: number[]) => median(bytes.map((one) => one / MB));
const percentOfCore = (cpu: number[]) => median(cpu.map((one) => one * 100));

async function runContainer({ student, sandboxId }: Started): Promise<void> {
  const terminal = await student.terminal(sandboxId, 'dev');
  terminal.type('docker run -d web:1 >/dev/null && echo up-$((40+2))\r');
  await terminal.until((t) => t.text.includes('up-42'), 60_000);
}

/** At rest: two looks, so that the second knows the processor time between them. */
async function atRest(figures: MachineFigures): Promise<Figures & { hostBytes: number }> {
  await wait(SETTLE_MS);
  const hostBytes = availableBytes();
  await figures.look(count);
  await wait(restMs);
  return { ...(await figures.look(count)), hostBytes };
}

async function measure({ name, playground, settings, nested }: Kind): Promise<object[]> {
  const limits = { SANDLOT_MAX_SANDBOXES: String(count), SANDLOT_POOL: '0' };
  const product = await startProduct({ ...limits, ...settings });
  await untilItCanRun(product.origin, playground);
  const before = availableBytes();
  const started = await each(count, AT_ONCE, () =>
    clickToPrompt(product.origin, `playgrounds/${playground}`),
  );
  const figures = new MachineFigures(product.label.split('=')[1] ?? '');
  const row = (
    state: string,
    { memoryBytes, diskBytes, cpu, hostBytes }: Figures & { hostBytes: number },
  ) => ({
    what: `${count} ${name}, ${state}`,
    'memory each MB': inMB(memoryBytes),
    'most MB': round(Math.max(...memoryBytes) / MB),
    'disk each MB': inMB(diskBytes),
    'CPU each, % of a core': percentOfCore(cpu),
    'host: memory each MB': round((before - hostBytes) / MB / count),
  });
  const prompts = started.map(({ promptMs }) => promptMs);
  const start = { 'start to prompt p50 ms': median(prompts), 'p95 ms': round(percentile(prompts, 0.95)) };
  const rows: object[] = [{ ...row('idle', await atRest(figures)), ...start }];
  if (nested) {
    await each(started.length, AT_ONCE, (i) => runContainer(started[i] as Started));
    rows.push(row('with a container', await atRest(figures)));
  }
  await product.stop();
  return rows;
}

await runBenchmark(async () => {
  const rows: object[] = [];
  for (const kind of chosen) rows.push(...(await measure(kind)));
  console.table(rows);
});
