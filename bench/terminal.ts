/**
 * A keystroke to its echo, and bulk output, through the whole product, straight at the broker, and at a bare
 * exec of the engine, in one run; and the broker's highest memory meanwhile.
 */
import { parseArgs } from 'node:util';
import { Student, type TerminalWire } from '../apps/broker/src/testing/student.ts';
import { BareMachine, linuxImage } from './bare-engine.ts';
import { printSamples, residentMB, round } from './measure.ts';
import { startProduct } from './product.ts';

const { values } = parseArgs({
  options: { keys: { type: 'string', default: '500' }, megabytes: { type: 'string', default: '100' } },
});
const LESSON = 'first-steps/a-first-look';
const keys = Number(values.keys);
const bytes = Number(values.megabytes) * 1e6;
const FLOOD = `yes 0123456789012345678901234567890123456789012345678901234567890123456789 | head -c ${bytes}`;

async function echo(terminal: TerminalWire): Promise<number> {
  terminal.clear();
  const began = performance.now();
  terminal.type('a');
  await terminal.until((t) => t.bytes.includes('a'));
  return performance.now() - began;
}

async function bulk(terminal: TerminalWire): Promise<number> {
  let taken = 0;
  const began = performance.now();
  const done = new Promise<void>((resolve) => {
    terminal.onOutput = (chunk) => {
      taken += chunk.length;
      if (taken >= bytes) resolve();
    };
  });
  terminal.type(`${FLOOD}\r`);
  await done;
  terminal.onOutput = null;
  return taken / 1000 / (performance.now() - began);
}

/** Deletes the typed line now and then, so that it never wraps. */
async function series(one: () => Promise<number>, wipe: () => void): Promise<number[]> {
  const all: number[] = [];
  for (let i = 0; i < keys; i++) {
    all.push(await one());
    await new Promise((resolve) => setTimeout(resolve, 3));
    if (i % 50 !== 49) continue;
    wipe();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return all;
}

const machine = await BareMachine.start(await linuxImage());
const product = await startProduct();
try {
  const student = new Student(product.origin);
  await student.start(LESSON);
  const watch = await student.watchLesson(LESSON);
  const { sandbox } = await watch.until((s) => s.sandbox?.state === 'ready');
  watch.socket.close(); // no checks while we measure
  const [id, name] = [sandbox?.id ?? '', sandbox?.machines[0]?.name ?? ''];
  const whole = await student.terminal(id, name, null, 'whole');
  const direct = new Student(product.brokerOrigin);
  for (const [key, value] of student.cookies) direct.cookies.set(key, value);
  const straight = await direct.terminal(id, name, null, 'straight');
  for (const t of [whole, straight]) await t.until((w) => w.atPrompt);

  const wipe = '\u0015';
  printSamples(`Keystroke to echo, ${keys} each`, [
    {
      name: 'bare exec',
      values: await series(
        () => machine.echo(),
        () => machine.stream.write(wipe),
      ),
      unit: 'ms',
    },
    {
      name: 'broker',
      values: await series(
        () => echo(straight),
        () => straight.type(wipe),
      ),
      unit: 'ms',
    },
    {
      name: 'browser’s way',
      values: await series(
        () => echo(whole),
        () => whole.type(wipe),
      ),
      unit: 'ms',
    },
  ]);
  for (const t of [whole, straight]) t.type(wipe);
  machine.stream.write(wipe);
  const before = residentMB(product.brokerPid);
  const rows = [
    { what: 'bare exec', 'MB/s': round(await machine.bulk(FLOOD, bytes)) },
    { what: 'broker', 'MB/s': round(await bulk(straight)) },
    { what: 'browser’s way', 'MB/s': round(await bulk(whole)) },
  ];
  console.log(`\nBulk output, ${values.megabytes} MB`);
  console.table(rows);
  const after = residentMB(product.brokerPid);
  console.log(`Broker memory: ${before.now} MB before, ${after.now} MB after, ${after.peak} MB at most.`);
  await student.ask('DELETE', `/api/sandboxes/${id}`);
} finally {
  await machine.remove();
  await product.stop();
}
process.exit(0);
