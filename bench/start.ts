/**
 * From the click on Start to a prompt, cold, beside a bare create + start + exec in the same run; then what
 * Sandlot costs at rest, and with 50 sandboxes that each have a terminal.
 */
import { parseArgs } from 'node:util';
import { Student } from '../apps/broker/src/testing/student.ts';
import { BareMachine, linuxImage } from './bare-engine.ts';
import { runBenchmark } from './endings.ts';
import { printSamples, residentMB } from './measure.ts';
import { startProduct } from './product.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, many: { type: 'string', default: '50' } },
});
const LESSON = 'first-steps/a-first-look';
const rounds = Number(values.rounds);
const many = Number(values.many);

async function clickToPrompt(origin: string): Promise<{ ms: number; student: Student; sandboxId: string }> {
  const student = new Student(origin);
  const began = performance.now();
  await student.start(LESSON);
  const watch = await student.watchLesson(LESSON);
  const { sandbox } = await watch.until((s) => s.sandbox?.state === 'ready' || s.ended !== null, 120_000);
  if (!sandbox) throw new Error(`no sandbox: ${watch.last?.ended?.message}`);
  const terminal = await student.terminal(sandbox.id, sandbox.machines[0]?.name ?? '');
  await terminal.until((t) => t.atPrompt);
  const ms = performance.now() - began;
  return { ms, student, sandboxId: sandbox.id };
}

await runBenchmark(async () => {
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
    const { ms, student, sandboxId } = await clickToPrompt(product.origin);
    sandlot.push(ms);
    await student.ask('DELETE', `/api/sandboxes/${sandboxId}`);
  }
  printSamples('Start to prompt, cold', [
    { name: 'bare create + start + exec', values: bare, unit: 'ms' },
    { name: 'click to prompt', values: sandlot, unit: 'ms' },
  ]);
  await fetch(product.origin).then((r) => r.text());
  const after = { broker: residentMB(product.brokerPid), web: residentMB(product.webPid) };
  const began = performance.now();
  await Promise.all(Array.from({ length: many }, () => clickToPrompt(product.origin)));
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
});
