/** Holders in real machines: what becomes of them, of those who would take their place, and of what they leave. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { freshId, useBench } from '../contract/bench.ts';
import { TypedTerminal, until } from '../contract/typed-terminal.ts';
import { createDockerRuntime } from './docker-runtime.ts';
import { Engine } from './engine.ts';
import { holderProgram } from './holder-program.ts';
import { imageTag } from './image-folder.ts';
import { LABEL } from './labels.ts';
import { DOCKER, imagesDir, useDataDir } from './test-docker.ts';

const MB = 2 ** 20;
const dataDir = useDataDir();
const warnings: { reason?: string }[] = [];
const bench = useBench((instance) => {
  const logger = { warn: (details: object) => void warnings.push(details) };
  return createDockerRuntime({ instance, imagesDir, dataDir, logger });
}, DOCKER);
const children: ReturnType<typeof spawn>[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

const run = (id: string, script: string, timeoutMs = 20_000) =>
  bench.runtime.run(id, 'box', { script, timeoutMs });
const open = (id: string, name: string) =>
  bench.runtime.openTerminal(id, 'box', { name, cols: 80, rows: 24 });
const folders = () => readdirSync(join(dataDir, 'holders', bench.instance));

/** Kills the holder and tries to take its place, as fast as it can, for so many seconds. */
const impostor = (attack: string, seconds: number) => `until pkill -KILL -x holder; do sleep 0.02; done
python3 - <<'PYTHON'
import os, random, socket, struct, time
name = socket.socket(socket.AF_UNIX)
while True:
    try: name.bind("\\0sandlot-holder"); break
    except OSError: time.sleep(0.01)
open("/tmp/bound", "w")
random.seed(7)
def frame(kind, body): return struct.pack(">IB", len(body) + 1, kind) + body
hello = frame(0x81, struct.pack(">I", 1)); ready = frame(0x83, b""); ident = b"i" * 16
met, refused, until = 0, 0, time.time() + ${seconds}
while time.time() < until:
    s = socket.socket(socket.AF_UNIX)
    try:
        s.connect("/run/sandlot/s")
        met += 1
        ${attack}
    except OSError: refused += 1
    s.close()
print("met", met, "of", met + refused)
PYTHON`;

test('a broker killed by -9 loses nothing: another has the program', async () => {
  const spec = bench.spec();
  const module = pathToFileURL(join(import.meta.dirname, 'docker-runtime.ts')).href;
  const code = `
    import { createDockerRuntime } from ${JSON.stringify(module)};
    const runtime = createDockerRuntime(${JSON.stringify({ instance: bench.instance, imagesDir, dataDir })});
    await runtime.start();
    await runtime.create(${JSON.stringify(spec)}, () => {});
    const pty = await runtime.openTerminal('${spec.id}', 'box', { name: 'main', cols: 80, rows: 24 });
    pty.onData((bytes) => { if (bytes.includes('42')) console.log(pty.id); });
    pty.write(Buffer.from('echo $((41 + 1)); sleep 7200\\r'));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [said] = await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');

  const next = await bench.another(bench.instance);
  expect(await next.terminals(spec.id, 'box')).toEqual([{ name: 'main', note: '' }]);
  const pty = await next.openTerminal(spec.id, 'box', { name: 'main', cols: 80, rows: 24 });
  const terminal = new TypedTerminal(pty);
  await terminal.sees(/42/);
  expect(pty.id).toBe(String(said).trim());
  await until('the program runs', async () => (await pty.foreground()).program === 'sleep');
  pty.write(Buffer.from([3]));
  terminal.type('echo go""es-on');
  await terminal.sees(/goes-on/);
});

test('a student who kills the holder loses the shells of that machine, and the next terminal has a new one', async () => {
  const [id, other] = [await bench.sandbox(), await bench.sandbox()];
  const [terminal, neighbour] = [await bench.terminal(id), await bench.terminal(other)];
  await run(id, 'pkill -KILL -x holder');
  expect(await terminal.end()).toBeNull();
  const again = await bench.terminal(id);
  expect(again.pty.durable).toBe(true);
  neighbour.type('echo un""hurt');
  await neighbour.sees(/unhurt/);
  expect((await run(id, 'pgrep -xc holder')).output).toBe('1\n');
});

test.each([
  ['garbage', 's.sendall(random.randbytes(200)); s.recv(1)'],
  ['nothing at all', 'pass'],
  ['half a frame', 's.sendall(hello + ready + b"\\x00\\x00"); s.shutdown(socket.SHUT_WR); s.recv(1)'],
  ['a huge frame', 's.sendall(hello + struct.pack(">I", 2**31)); s.recv(1)'],
  [
    'terminals without end',
    's.sendall(hello + b"".join(frame(0x82, os.urandom(16) + b"\\x00\\x01%d" % (i % 10)) for i in range(99))); s.recv(1)',
  ],
  ['a flood of output', 's.sendall(hello + ready + frame(0x86, ident + bytes(8) + bytes(60000)) * 500)'],
])('an impostor with %s: nobody else notices, and memory stays', async (_, attack) => {
  const [id, other] = [await bench.sandbox(), await bench.sandbox()];
  const neighbour = await bench.terminal(other);
  const before = process.memoryUsage.rss();
  const attacking = run(id, impostor(attack, 3));
  let echoes = 0;
  let done = false;
  const finished = attacking.finally(() => {
    done = true;
  });
  while (!done) {
    neighbour.type(`echo e""cho${echoes}`);
    await neighbour.sees(new RegExp(`echo${echoes}\r`));
    echoes += 1;
  }
  const { output } = await finished;
  const [met, all] = output.match(/\d+/g)?.map(Number) ?? [];
  expect(met).toBeGreaterThan(0);
  expect(met).toBeLessThan(20);
  expect(all).toBeGreaterThan(1000);
  expect(echoes).toBeGreaterThan(0);
  expect(process.memoryUsage.rss() - before).toBeLessThan(64 * MB);
  const again = await bench.terminal(id);
  again.type('echo st""ill');
  await again.sees(/still/);
  await Promise.all([bench.runtime.remove(id), bench.runtime.remove(other)]);
});

test('an impostor who plays along has its own terminal only, and may print without end', async () => {
  const id = await bench.sandbox();
  const neighbour = await bench.terminal(await bench.sandbox());
  const attack = `s.sendall(hello + ready)
        opened = s.recv(65536); ident = opened[5:21]
        s.sendall(frame(0x84, ident + bytes(16) + struct.pack(">HHI", 80, 24, 0)))
        seq = 0
        while time.time() < until:
            s.sendall(frame(0x86, ident + struct.pack(">Q", seq) + b"x" * 32768)); seq += 32768
            acked = 0
            while acked < seq - 65536: acked = max(acked, struct.unpack(">Q", s.recv(65536)[-8:])[0])`;
  const first = await bench.terminal(id);
  const attacking = run(id, impostor(attack, 90), 100_000);
  attacking.catch(() => {});
  await first.end();
  // Until then the first who asks would start another holder.
  await until('it has the name', async () => (await run(id, 'test -e /tmp/bound')).exitCode === 0);
  const pty = await until('the impostor is asked', async () => {
    const one = await open(id, freshId('x'));
    if (one.durable) return one;
    one.kill();
    return null;
  });
  let bytes = 0;
  pty.onData((chunk) => {
    bytes += chunk.length;
  });
  await until('it prints', () => bytes > 20 * MB, 60_000);
  const before = process.memoryUsage.rss();
  pty.pause();
  neighbour.type('echo un""hurt');
  await neighbour.sees(/unhurt/);
  expect(process.memoryUsage.rss() - before).toBeLessThan(32 * MB);
  pty.resume();
  await bench.runtime.remove(id);
  await attacking.catch(() => {});
});

test('a holder that is stopped holds up one terminal for a while, which then goes through the engine', async () => {
  const id = await bench.sandbox();
  const terminal = await bench.terminal(id);
  await run(id, 'pkill -STOP -x holder');
  const other = await open(id, 'other');
  expect(other.durable).toBe(false);
  expect(await terminal.end()).toBeNull();
  await run(id, 'pkill -CONT -x holder');
  await until(
    'it is back with what it holds',
    async () => (await bench.runtime.terminals(id, 'box')).length > 0,
  );
});

test('more terminals than a machine may have are refused with the number', async () => {
  const spec = bench.spec(['box'], { pids: 512 });
  await bench.runtime.create(spec, () => {});
  for (let i = 0; i < 64; i++) await open(spec.id, `n${i}`);
  await expect(open(spec.id, 'one-more')).rejects.toMatchObject({
    code: 'stopped',
    message: expect.stringMatching(/64 terminals/),
  });
});

test('a container that a dying process left, taking the program out, goes when the next one does so', async () => {
  const instance = freshId('t');
  const engine = new Engine();
  const image = await imageTag(imagesDir, 'holder');
  const gone = spawn('true');
  await once(gone, 'exit');
  const labels = { [LABEL.instance]: instance };
  await engine.createContainer(`sandlot-${instance}-holder-${gone.pid}`, { Image: image, Labels: labels });
  const path = await holderProgram({ engine, instance, imagesDir, dataDir: join(dataDir, instance) });
  expect(readFileSync(path).subarray(1, 4).toString()).toBe('ELF');
  expect(await engine.containers(labels)).toEqual([]);
});

test('a folder goes with its machine, and one of a machine that there is not goes at a start', async () => {
  const id = await bench.sandbox();
  expect(folders()).toContain(`${id}-box-1`);
  await bench.runtime.reset(id, 'box');
  expect(folders()).not.toContain(`${id}-box-1`);
  expect(folders()).toContain(`${id}-box-2`);
  await bench.runtime.remove(id);
  expect(folders().filter((name) => name.startsWith(id))).toEqual([]);
  const [old, young] = ['gone-box-1', 'begun-box-1'].map((name) =>
    join(dataDir, 'holders', bench.instance, name),
  );
  for (const folder of [old, young]) mkdirSync(folder ?? '');
  utimesSync(old ?? '', 1, 1);
  await bench.another(bench.instance);
  expect([existsSync(old ?? ''), existsSync(young ?? '')]).toEqual([false, true]);
});

test('a machine that is revived has a holder again', async () => {
  const id = await bench.sandbox();
  const first = await bench.terminal(id);
  await run(id, DOCKER.endMachine).catch(() => {});
  expect(await first.end()).toBeNull();
  await until('it has stopped', async () => {
    const found = (await bench.runtime.list()).find((sandbox) => sandbox.id === id);
    return found?.machines.every((machine) => !machine.running);
  });
  await bench.runtime.revive(id, 'box');
  expect((await bench.terminal(id)).pty.durable).toBe(true);
});

test('a holder takes less than a megabyte while it holds little', async () => {
  const id = await bench.sandbox();
  for (const name of ['a', 'b', 'c']) await bench.terminal(id, 'box', name);
  const { output } = await run(
    id,
    'sed -n "s/^VmRSS:[^0-9]*\\([0-9]*\\).*/\\1/p" /proc/$(pgrep -x holder)/status',
  );
  expect(Number(output)).toBeGreaterThan(0);
  expect(Number(output)).toBeLessThan(1024);
});
