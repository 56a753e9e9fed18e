/** What we write is played by the player that our pages have: its core, without its window. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { Recordings } from './recordings.ts';

interface Core {
  addEventListener(name: string, listener: (event: unknown) => void): void;
  terminalReady(): void;
  init(): Promise<void>;
  seek(position: string): Promise<void>;
  getDuration(): number;
}

const dir = mkdtempSync(path.join(tmpdir(), 'sandlot-playable-'));
afterAll(() => rmSync(dir, { recursive: true }));

async function player(cast: string): Promise<Core> {
  const dist = path.dirname(createRequire(import.meta.url).resolve('asciinema-player'));
  const [file = ''] = readdirSync(dist).filter((name) => /^core-.*\.js$/.test(name));
  const { C } = await import(pathToFileURL(path.join(dist, file)).href);
  const quiet = { log() {}, debug() {}, info() {}, warn() {}, error() {} };
  return new C({ data: new Response(cast) }, { logger: quiet, preload: true, speed: 1 });
}

test('a recording with sizes, colours, wide and broken characters plays to its end', async () => {
  const clock = { ms: 1_700_000_000_000 };
  const recordings = new Recordings({ dir, now: () => clock.ms, warn: () => {} });
  const screen = { cols: 80, rows: 24, bytes: Buffer.from('\u001b[1;32mstudent\u001b[0m$ ') };
  const of = { userId: 'u1', lesson: 'a/b', sandboxId: 's1', machine: 'box', name: 'main', label: '"\\ é' };
  const recording = await recordings.start({ ...of, screen, onStopped: () => {} });
  clock.ms += 1000;
  recording.output(Buffer.from('日本語 🎉\r\n\u001b[31mred'));
  clock.ms += 1000;
  recording.resize(100, 30);
  recording.output(Uint8Array.of(0xff, 0x0a));
  await recording.flush();
  clock.ms += 1000;
  recording.output(Buffer.from('the end'));
  await recording.stop();
  const core = await player(await text((await recordings.open('u1', recording.id)).stream));
  const played: unknown[] = [];
  for (const name of ['output', 'resize', 'error']) {
    core.addEventListener(name, (event) => played.push([name, event]));
  }
  core.terminalReady();
  await core.init();
  await core.seek('100%');
  expect(core.getDuration()).toBe(3);
  const said = JSON.stringify(played);
  expect(said).not.toContain('"error"');
  for (const words of ['student', '日本語 🎉', '\ufffd', 'the end']) expect(said).toContain(words);
  expect(said).toContain('"cols":100,"rows":30');
});
