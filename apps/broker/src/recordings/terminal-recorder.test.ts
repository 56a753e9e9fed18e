import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Recordings } from './recordings.ts';
import { type RecordedTerminal, TerminalRecorder } from './terminal-recorder.ts';

const place = { sandboxId: 's1', machine: 'box', name: 'main' };
const LIMITS = { bytes: 100_000, kept: 5, freeBytes: 0 };

/** A terminal that a test prints on by hand, and whose screen takes as long as the test says. */
class HandTerminal implements RecordedTerminal {
  exited = false;
  readonly taps = new Set<Parameters<RecordedTerminal['tap']>[0]>();
  printed = '';
  size = { cols: 80, rows: 24 };
  #drawn: (() => void) | null = null;
  readonly slow: boolean;

  constructor(slow = false) {
    this.slow = slow;
  }

  tap(tap: Parameters<RecordedTerminal['tap']>[0]): () => void {
    this.taps.add(tap);
    return () => this.taps.delete(tap);
  }

  print(words: string): void {
    const bytes = Buffer.from(words);
    for (const tap of this.taps) tap.output(bytes);
    this.printed += words;
    bytes.fill(0); // as a reader that uses its buffer again does
  }

  resize(cols: number, rows: number): void {
    this.size = { cols, rows };
    for (const tap of this.taps) tap.resized(this.size);
  }

  async snapshot() {
    const screen = { ...this.size, bytes: Buffer.from(`screen: ${this.printed}`) };
    if (this.slow) await new Promise<void>((resolve) => (this.#drawn = resolve));
    return screen;
  }

  /** True when somebody waited for the screen, who now gets it. */
  draw(): boolean {
    const waited = this.#drawn !== null;
    this.#drawn?.();
    return waited;
  }
}

let dir: string;
let recordings: Recordings;
let recorder: TerminalRecorder;
let ended: unknown[];
beforeEach(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'sandlot-recorder-'));
  ended = [];
  await begin();
});
afterEach(() => rmSync(dir, { recursive: true }));

async function begin(): Promise<void> {
  recordings = new Recordings({ dir, now: Date.now, warn: () => {}, limits: LIMITS });
  await recordings.adopt();
  recorder = new TerminalRecorder({
    recordings,
    owner: (id) => (id === 's1' ? { userId: 'u1', lesson: 'a/b' } : undefined),
    ended: (at, why) => ended.push([at, why]),
  });
}

async function events(): Promise<[string, string][]> {
  const [one] = await recordings.list('u1');
  const lines = (await text((await recordings.open('u1', one?.id ?? '')).stream)).trimEnd().split('\n');
  return lines.slice(1).map((line) => JSON.parse(line).slice(1));
}

test('records from the screen on, and lets go of the terminal when it ends', async () => {
  const terminal = new HandTerminal();
  terminal.print('before');
  const running = await recorder.start(place, terminal, 'main', null);
  terminal.print('after');
  terminal.resize(90, 30);
  terminal.resize(90, 30);
  running?.stop();
  terminal.print('not seen');
  expect(await events()).toEqual([
    ['o', '\u001bcscreen: before'],
    ['o', 'after'],
    ['r', '90x30'],
  ]);
  expect(ended).toEqual([[place, null]]);
  expect(terminal.taps.size).toBe(0);
});

test('what is printed while the screen is drawn is neither lost nor doubled', async () => {
  const terminal = new HandTerminal(true);
  terminal.print('shown');
  const starting = recorder.start(place, terminal, 'main', null);
  terminal.print('first ');
  await expect.poll(() => terminal.draw()).toBe(true);
  terminal.print('then ');
  terminal.resize(100, 50);
  terminal.print('last');
  const running = await starting;
  running?.stop();
  expect(await events()).toEqual([
    ['o', '\u001bcscreen: shown'],
    ['o', 'first then '],
    ['r', '100x50'],
    ['o', 'last'],
  ]);
});

test('switched on twice at once is one recording', async () => {
  const terminal = new HandTerminal();
  const both = await Promise.all([1, 2].map(() => recorder.start(place, terminal, 'main', null)));
  expect(both[0]).toBe(both[1]);
  expect(await recordings.list('u1')).toHaveLength(1);
  expect(terminal.taps.size).toBe(1);
  both[0]?.stop();
  const next = await recorder.start(place, terminal, 'main', null);
  expect(next?.id).not.toBe(both[0]?.id);
  next?.stop();
  expect(await recordings.list('u1')).toHaveLength(2);
});

test('goes on with one of an earlier process, by a fresh screen', async () => {
  const first = await recorder.start(place, new HandTerminal(), 'main', null);
  await recordings.close();
  await begin();
  const terminal = new HandTerminal();
  const again = await recorder.start(place, terminal, 'main', first?.id ?? '');
  expect(again).toMatchObject({ id: first?.id, startedAtMs: first?.startedAtMs });
  terminal.print('more');
  again?.stop();
  expect((await events()).map(([, data]) => data)).toEqual([
    '\u001bcscreen: ',
    '80x24',
    '\u001bcscreen: ',
    'more',
  ]);
});

test('nothing to record, and no tap left: an unknown sandbox, a forged id, an ended program', async () => {
  const terminal = new HandTerminal();
  expect(await recorder.start({ ...place, sandboxId: 's9' }, terminal, 'main', null)).toBeNull();
  expect(await recorder.start(place, terminal, 'main', 'f'.repeat(24))).toBeNull();
  terminal.exited = true;
  expect(await recorder.start(place, terminal, 'main', null)).toBeNull();
  expect(terminal.taps.size).toBe(0);
});

test('a screen that cannot be had refuses, and leaves no tap', async () => {
  const terminal = new HandTerminal();
  terminal.snapshot = () => Promise.reject(new Error('no screen'));
  await expect(recorder.start(place, terminal, 'main', null)).rejects.toThrow('no screen');
  expect(terminal.taps.size).toBe(0);
  expect(await recordings.list('u1')).toEqual([]);
});

test('at its limit it ends by itself and says why, even when it is reached at once', async () => {
  const terminal = new HandTerminal();
  await recorder.start(place, terminal, 'main', null);
  terminal.print('y'.repeat(200_000));
  expect(ended).toEqual([[place, expect.stringContaining('97.7 KB')]]);
  const slow = new HandTerminal(true);
  const starting = recorder.start({ ...place, name: 'two' }, slow, 'two', null);
  await expect.poll(() => slow.draw()).toBe(true);
  slow.print('y'.repeat(200_000));
  expect(await starting).toBeNull();
  expect(ended).toHaveLength(2);
});
