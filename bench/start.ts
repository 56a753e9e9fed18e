/**
 * From the click on Start to a prompt, cold, beside a bare create + start + exec in the same run; then what
 * Sandlot costs at rest, and with 50 sandboxes that each have a terminal; then plain machines and those with Docker
 * inside, each way, cold and out of the pool; and, where the image `kind` is built, those with a cluster. `--clusters`
 * measures these alone.
 */
import { parseArgs } from 'node:util';
import { BareMachine, hasClusterImage, linuxImage } from './bare-engine.ts';
import { clickToPrompt } from './click-to-prompt.ts';
import { runBenchmark } from './endings.ts';
import { printSamples, residentMB } from './measure.ts';
import { startProduct } from './product.ts';
import { compareClusters } from './start-clusters.ts';
import { compareWays } from './start-ways.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    many: { type: 'string', default: '50' },
    clusters: { type: 'boolean', default: false },
  },
});
const LESSON = 'first-steps/a-first-look';
const rounds = Number(values.rounds);
const many = Number(values.many);

async function plainAndNested(): Promise<void> {
  const image = await linuxImage();
  const product = await startProduct({ SANDLOT_MAX_SANDBOXES: String(many + 5), SANDLOT_MAX_STARTING: '4' });
  await new Promise((resolve) => setTimeout(resolve, 3000)); // at rest
  const rest = { broker: residentMB(product.brokerPid), web: residentMB(product.webPid) };
  const [bare, sandlot]: [number[], number[]] = [[], []];
  for (let i = 0; i < rounds; i++) {
    const began = performance.now();
    const machine = await BareMachine.start(image);
    bare.push(performance.now() - began);
    await machine.remove();
    const { promptMs, student, sandboxId } = await clickToPrompt(product.origin, LESSON);
    sandlot.push(promptMs);
    await student.ask('DELETE', `/api/sandboxes/${sandboxId}`);
  }
  printSamples('Start to prompt, cold', [
    { name: 'bare create + start + exec', values: bare, unit: 'ms' },
    { name: 'click to prompt', values: sandlot, unit: 'ms' },
  ]);
  await fetch(product.origin).then((r) => r.text());
  const after = { broker: residentMB(product.brokerPid), web: residentMB(product.webPid) };
  const began = performance.now();
  await Promise.all(Array.from({ length: many }, () => clickToPrompt(product.origin, LESSON)));
  const took = performance.now() - began;
  const full = { broker: residentMB(product.brokerPid), web: residentMB(product.webPid) };
  console.log(
    `\nMemory (MB resident); ${many} sandboxes with a terminal each were at a prompt after ${(took / 1000).toFixed(1)} s`,
  );
  console.table([
    { when: 'at rest', broker: rest.broker.now, web: rest.web.now },
    { when: `after ${rounds} starts`, broker: after.broker.now, web: after.web.now },
    { when: `${many} sandboxes`, broker: full.broker.now, web: full.web.now },
  ]);
  await product.stop();
  await compareWays(rounds, bare);
}

await runBenchmark(async () => {
  if (!values.clusters) await plainAndNested();
  if (values.clusters || (await hasClusterImage())) await compareClusters(rounds);
  else console.log('The image kind is not built: clusters are left out. Build it by: sandlot images kind');
});
