/**
 * Start to a cluster `lab` that is Ready, of one node and of two, cold and out of the pool, beside a bare `kind create
 * cluster` of the same nodes' image, typed on a machine that runs already.
 */
import { clickToPrompt } from './click-to-prompt.ts';
import { printSamples, type Sample } from './measure.ts';
import { startProduct } from './product.ts';
import { startOften } from './start-ways.ts';
import { untilItCanRun } from './until.ts';

interface Cluster {
  name: string;
  playground: string;
  /** What kind reads on its standard input to make the same. */
  config: string;
}

const CLUSTERS: Cluster[] = [
  { name: 'one node', playground: 'lab', config: 'nodes: [{role: control-plane}]' },
  { name: 'two nodes', playground: 'lab-two', config: 'nodes: [{role: control-plane}, {role: worker}]' },
];
const BY_HAND = 'kind';
const PERSONAL = { SANDLOT_TRUST: 'personal' };
/** One, since it takes its memory while the next is made. */
const POOLED = 1;
const MADE_WITHIN_MS = 300_000;

/** Prints a table with the bare command as the floor. */
export async function compareClusters(rounds: number): Promise<void> {
  for (const cluster of CLUSTERS)
    printSamples(`Start to a cluster of ${cluster.name}`, [
      ...(await byHand(cluster, rounds)),
      ...(await started(cluster, rounds, 0)),
      ...(await started(cluster, rounds, POOLED)),
    ]);
}

async function byHand({ name, config }: Cluster, rounds: number): Promise<Sample[]> {
  const product = await startProduct({ ...PERSONAL, SANDLOT_POOL: '0' });
  const values: number[] = [];
  try {
    await untilItCanRun(product.origin, BY_HAND);
    const { student, sandboxId } = await clickToPrompt(product.origin, `playgrounds/${BY_HAND}`);
    const terminal = await student.terminal(sandboxId, 'dev');
    const header = 'kind: Cluster\\napiVersion: kind.x-k8s.io/v1alpha4';
    for (let i = 0; i < rounds; i += 1) {
      const began = performance.now();
      terminal.type(
        `printf '${header}\\n${config}\\n' | kind create cluster -q --wait 200s --config - && kubectl wait --for=condition=Ready node --all --timeout=90s && echo made-${i}-$((40+2))\r`,
      );
      await terminal.until((t) => t.text.includes(`made-${i}-42`), MADE_WITHIN_MS);
      values.push(performance.now() - began);
      terminal.type(`kind delete cluster -q; echo gone-${i}-$((40+2))\r`);
      await terminal.until((t) => t.text.includes(`gone-${i}-42`), MADE_WITHIN_MS);
    }
  } finally {
    await product.stop();
  }
  return [{ name: `bare kind create cluster, ${name}`, values, unit: 'ms' }];
}

async function started({ name, playground }: Cluster, rounds: number, pooled: number): Promise<Sample[]> {
  const { ready } = await startOften({ playground, settings: PERSONAL, pooled }, rounds);
  return [{ name: `Start to lab, ${name}, ${pooled ? 'pooled' : 'cold'}`, values: ready, unit: 'ms' }];
}
