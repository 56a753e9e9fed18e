/** Start to prompt and to ready, for a plain machine and for one with Docker, each way, cold and out of the pool. */
import { clickToPrompt } from './click-to-prompt.ts';
import { printSamples, type Sample } from './measure.ts';
import { startProduct } from './product.ts';
import { until, untilItCanRun } from './until.ts';

interface Kind {
  name: string;
  playground: string;
  settings: Record<string, string>;
}

const KINDS: Kind[] = [
  { name: 'plain', playground: 'box', settings: {} },
  { name: 'rootless', playground: 'docker', settings: { SANDLOT_WAY: 'rootless' } },
  { name: 'privileged', playground: 'docker', settings: { SANDLOT_WAY: 'privileged' } },
];

/** The pool has time to be full before each start. */
const POOLED = 2;

/** Prints a table with `bare` as the floor. */
export async function compareWays(rounds: number, bare: number[]): Promise<void> {
  const samples: Sample[] = [{ name: 'bare create + start + exec', values: bare, unit: 'ms' }];
  for (const kind of KINDS)
    for (const pooled of [false, true]) samples.push(...(await oneKind(kind, pooled, rounds)));
  printSamples('Start to ready and to prompt', samples);
}

async function oneKind(
  { name, playground, settings }: Kind,
  pooled: boolean,
  rounds: number,
): Promise<Sample[]> {
  const pool = pooled ? { SANDLOT_POOL: `${playground}=${POOLED}` } : {};
  const product = await startProduct({ ...settings, ...pool });
  const lesson = `playgrounds/${playground}`;
  const [ready, prompt]: [number[], number[]] = [[], []];
  try {
    await untilItCanRun(product.origin, playground);
    for (let i = 0; i < rounds; i += 1) {
      if (pooled) await until(async () => (await product.pooled()) >= POOLED, 'the pool does not fill');
      const { readyMs, promptMs, student, sandboxId } = await clickToPrompt(product.origin, lesson);
      ready.push(readyMs);
      prompt.push(promptMs);
      await student.ask('DELETE', `/api/sandboxes/${sandboxId}`);
    }
  } finally {
    await product.stop();
  }
  const what = `${name}, ${pooled ? 'pooled' : 'cold'}`;
  return [
    { name: `${what}: ready`, values: ready, unit: 'ms' },
    { name: `${what}: prompt`, values: prompt, unit: 'ms' },
  ];
}
