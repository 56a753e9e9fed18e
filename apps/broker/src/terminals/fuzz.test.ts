import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type ClientFrame, encodeClient, LIMITS } from '@sandlot/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TerminalWire } from '../testing/student.ts';
import { type TestBroker, TestSite } from '../testing/test-broker.ts';

const FRAMES = 100_000;
const SEED = 20_251;

let site: TestSite;
let b: TestBroker;
let mine: Awaited<ReturnType<TestBroker['ready']>>;
beforeAll(async () => {
  site = new TestSite('docker');
  b = await site.start();
  mine = await b.ready();
});
afterAll(async () => {
  await b.end();
  site.remove();
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heap = () => {
  collect();
  return process.memoryUsage().heapUsed;
};

/** Mostly frames that may come, in random order and with random numbers; now and then plain noise. */
const message: fc.Arbitrary<Uint8Array> = fc.oneof(
  {
    weight: 60,
    arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => frame({ type: 'input', offset: 0, bytes })),
  },
  {
    weight: 20,
    arbitrary: fc
      .tuple(fc.integer(LIMITS.cols), fc.integer(LIMITS.rows))
      .map(([cols, rows]) => frame({ type: 'resize', cols, rows })),
  },
  { weight: 20, arbitrary: fc.nat(50).map((seq) => frame({ type: 'ack', seq })) },
  { weight: 1, arbitrary: fc.maxSafeNat().map((seq) => frame({ type: 'ack', seq })) },
  {
    weight: 1,
    arbitrary: fc.maxSafeNat().map((offset) => frame({ type: 'input', offset, bytes: Buffer.from('x') })),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
);
const frame = (one: ClientFrame) => encodeClient(one);

test(`${FRAMES} frames of noise close connections, and harm nothing else`, async () => {
  const neighbour = await mine.student.terminal(mine.sandboxId, 'box', null, 'calm');
  await neighbour.until((w) => w.atPrompt);
  const target = await mine.student.terminal(mine.sandboxId, 'box', null, 'noisy');
  await target.until((w) => w.atPrompt);
  target.type('stty raw -echo; exec cat >/dev/null\r');
  await target.until((w) => w.text.includes('/dev/null'));
  target.socket.terminate();

  const messages = fc.sample(message, { numRuns: FRAMES, seed: SEED });
  const before = heap();
  let wire: TerminalWire | null = null;
  let closed = 0;
  for (const [at, one] of messages.entries()) {
    if (wire?.closed || !wire) {
      if (wire) closed += 1;
      wire = await mine.student.terminal(mine.sandboxId, 'box', null, 'noisy');
      wire.onOutput = () => {};
    }
    wire.socket.send(one);
    // Now and then wait until all of it has been looked at: a close must be seen before much more is sent.
    if (at % 50 === 0) await answered(wire);
  }
  wire?.socket.terminate();
  expect(closed).toBeGreaterThan(500);
  expect(heap() - before).toBeLessThan(32 * 2 ** 20);
  neighbour.type('echo st""ill\r');
  await neighbour.until((w) => w.text.includes('still'));
}, 300_000);

/** Resolves when the broker has read all that was sent, or has closed. */
function answered(wire: TerminalWire): Promise<void> {
  return new Promise((resolve) => {
    wire.socket.once('pong', () => resolve());
    wire.socket.once('close', () => resolve());
    if (wire.socket.readyState === wire.socket.OPEN) wire.socket.ping();
    else resolve();
  });
}
