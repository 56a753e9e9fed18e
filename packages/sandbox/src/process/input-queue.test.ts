import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../contract/typed-terminal.ts';
import { InputQueue } from './input-queue.ts';

let folder = '';
let [reader, writer] = [0, 0];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandlot-queue-'));
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
});
afterEach(() => {
  for (const fd of [reader, writer]) closeSync(fd);
  rmSync(folder, { recursive: true });
});

test('what is not taken at once waits its turn, and comes whole and in order', async () => {
  const queue = new InputQueue(writer, () => true);
  const all = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7) % 251));
  queue.push(all.subarray(0, 200_000));
  queue.push(all.subarray(200_000));
  expect(queue.bytes).toBeGreaterThan(100_000);
  const got: Buffer[] = [];
  await until('all has come', () => {
    const piece = Buffer.alloc(65_536);
    const length = tryRead(piece);
    got.push(piece.subarray(0, length));
    return Buffer.concat(got).length === all.length;
  });
  expect(Buffer.concat(got).equals(all)).toBe(true);
  expect(queue.bytes).toBe(0);
});

function tryRead(into: Buffer): number {
  try {
    return readSync(reader, into);
  } catch {
    return 0; // nothing there yet
  }
}

test('once the descriptor is closed nothing is written and nothing is left', () => {
  let open = true;
  const queue = new InputQueue(writer, () => open);
  queue.push(Buffer.alloc(200_000));
  expect(queue.bytes).toBeGreaterThan(0);
  queue.close();
  expect(queue.bytes).toBe(0);
  open = false;
  queue.push(Buffer.from('late'));
  expect(queue.bytes).toBe(0);
});
