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
  for (const { name, playground, settings } of KINDS)
    for (const pooled of [0, POOLED]) {
      const { ready, prompt } = await startOften({ playground, settings, pooled }, rounds);
      const what = `${name}, ${pooled ? 'pooled' : 'cold'}`;
      samples.push({ name: `${what}: ready`, values: ready, unit: 'ms' });
      samples.push({ name: `${what}: prompt`, values: prompt, unit: 'ms' });
    }
  printSamples('Start to ready and to prompt', samples);
}

/** In ms, one for each round. `pooled`: so many are kept ready, and are before each start; 0: none. */
export async function startOften(
  { playground, settings, pooled }: { pooled: number } & Pick<Kind, 'playground' | 'settings'>,
  rounds: number,
): Promise<{ ready: number[]; prompt: number[] }> {
  const product = await startProduct({ ...settings, SANDLOT_POOL: pooled ? `${playground}=${pooled}` : '0' });
  const [ready, prompt]: [number[], number[]] = [[], []];
  try {
    await untilItCanRun(product.origin, playground);
    for (let i = 0; i < rounds; i += 1) {
      if (pooled) await until(async () => (await product.pooled()) >= pooled, 'the pool does not fill');
      const started = await clickToPrompt(product.origin, `playgrounds/${playground}`);
      ready.push(started.readyMs);
      prompt.push(started.promptMs);
      await started.student.ask('DELETE', `/api/sandboxes/${started.sandboxId}`);
    }
  } finally {
    await product.stop();
  }
  return { ready, prompt };
}
