/** Thousands of holders that go wrong somewhere: none throws, none keeps anything, each one's terminals end once. */
import { duplexPair } from 'node:stream';
import { expect, test } from 'vitest';
import { HolderLink } from './holder-link.ts';
import { TERMINAL_NAME } from './terminal-name.ts';
import { encodeToBroker, type ToBroker } from './to-broker.ts';

const HOLDERS = 3000;

/** A small generator of numbers that look random: the same ones each time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const ID = 'a'.repeat(32);
const piece = { type: 'checkpoint' as const, id: ID, seq: 5, cols: 80, rows: 24, total: 8 };
/** What a holder of one terminal may say, from its first word to its last. */
const STORY: ToBroker[] = [
  { type: 'hello', version: 1 },
  { type: 'terminal', id: ID, name: 'main', note: 'words' },
  { type: 'ready' },
  { type: 'attached', id: ID, start: 3, end: 6, cols: 80, rows: 24, checkpointBytes: 8 },
  { ...piece, offset: 0, bytes: Buffer.from('abcd') },
  { ...piece, offset: 4, bytes: Buffer.from('efgh') },
  { type: 'output', id: ID, seq: 3, bytes: Buffer.from('xyz') },
  { type: 'foreground', id: ID, shell: true, program: 'bash' },
  { type: 'taken', id: ID, bytes: 3 },
  { type: 'output', id: ID, seq: 6, bytes: Buffer.alloc(5000, 'o') },
  { type: 'exit', id: ID, signalled: false, code: 7 },
  { type: 'gone', id: ID },
];

function spoiled(next: (below: number) => number): Buffer {
  const frames = STORY.map(encodeToBroker);
  const kind = next(5);
  const at = next(frames.length);
  const frame = frames[at] ?? Buffer.alloc(0);
  if (kind === 0) frames.splice(at, 1);
  else if (kind === 1) frames.splice(at, 0, frames[next(frames.length)] ?? frame);
  else if (kind === 2) frames[at] = frame.subarray(0, next(frame.length));
  else for (let i = 0; i <= next(4); i++) frame[next(frame.length)] = next(256);
  return Buffer.concat(frames);
}

/** Lets what was written arrive. */
const settle = async () => {
  for (let i = 0; i < 4; i++) await new Promise((resolve) => setImmediate(resolve));
};

async function meet(next: (below: number) => number) {
  const [near, far] = duplexPair();
  far.on('error', () => {}).resume();
  const seen = { gone: 0, ends: 0, bytes: 0 };
  let opened = false;
  const link = new HolderLink(near, {
    ...{ terminals: 4, name: TERMINAL_NAME },
    onGone: () => {
      seen.gone += 1;
    },
    onReady: () => {
      const request = { name: 'main', cols: 80, rows: 24, user: 'student', argv: ['sh'], env: [] };
      link.terminal(request).then(
        (pty) => {
          opened = true;
          pty.onData((bytes) => {
            seen.bytes += bytes.length;
          });
          pty.onExit(() => {
            seen.ends += 1;
          });
          pty.write(Buffer.from('abc'));
          void pty.foreground();
        },
        () => {},
      );
    },
  });
  const stream = spoiled(next);
  for (let at = 0; at < stream.length; ) {
    const size = 1 + next(400);
    far.write(stream.subarray(at, at + size));
    at += size;
    await settle();
  }
  far.destroy();
  near.destroy();
  await settle();
  return { seen, opened };
}

test(`${HOLDERS} holders that go wrong`, { timeout: 120_000 }, async () => {
  const next = numbers(20_240_229);
  let openings = 0;
  for (let i = 0; i < HOLDERS; i++) {
    const { seen, opened } = await meet(next);
    expect(seen.gone, `holder ${i}`).toBe(1);
    expect(seen.ends, `holder ${i}`).toBe(opened ? 1 : 0);
    expect(seen.bytes).toBeLessThanOrEqual(128 * 1024);
    if (opened) openings += 1;
  }
  expect(openings).toBeGreaterThan(HOLDERS / 10);
});
