/** The contract of terminals that outlive the process that opened them. Closing a runtime cuts as its death does. */
import { afterEach, expect, test } from 'vitest';
import type { SandboxRuntime } from '../runtime.ts';
import { type ContractOptions, type MakeRuntime, useBench } from './bench.ts';
import { TypedTerminal, until } from './typed-terminal.ts';

const SIZE = { cols: 80, rows: 24 };
/** What is kept of a terminal that nobody reads. */
const RING_BYTES = 256 * 1024;

export function durablePart(makeRuntime: MakeRuntime, options: ContractOptions): void {
  const bench = useBench(makeRuntime, options);
  /** The processes of a test, one after the other: closing one cuts it off. */
  const lives: SandboxRuntime[] = [];
  afterEach(async () => {
    for (const runtime of lives.splice(0)) await runtime.close();
  });
  async function live(): Promise<SandboxRuntime> {
    const runtime = await bench.another(bench.instance);
    lives.push(runtime);
    return runtime;
  }
  const open = (runtime: SandboxRuntime, id: string, name = 'main') =>
    runtime.openTerminal(id, 'box', { name, ...SIZE });
  const run = (id: string, script: string) => bench.runtime.run(id, 'box', { script, timeoutMs: 20_000 });
  /** A sandbox with a terminal that a process opened, and the way to cut that process off. */
  async function begun() {
    const runtime = await live();
    const spec = bench.spec();
    const { id } = spec;
    await runtime.create(spec, () => {});
    const pty = await open(runtime, id);
    return { id, pty, terminal: new TypedTerminal(pty), runtime, cut: () => runtime.close() };
  }
  /** The next process, with that terminal. */
  async function next(id: string, name = 'main') {
    const runtime = await live();
    await until('it is found', async () =>
      (await runtime.terminals(id, 'box')).some((found) => found.name === name),
    );
    const pty = await open(runtime, id, name);
    return { pty, terminal: new TypedTerminal(pty), runtime, cut: () => runtime.close() };
  }

  test('another process finds it by its name: same id, same program, same size, all it has printed', async () => {
    const { id, pty, terminal, cut } = await begun();
    expect(pty).toMatchObject({ durable: true, seq: 0, cols: 80, rows: 24, checkpoint: null, note: '' });
    terminal.type('mine=$((40 + 2)); echo "pid:$$"; read -r answer; echo "$answer:$mine:$$"');
    const [, pid] = await terminal.sees(/pid:(\d+)\r/);
    pty.resize(101, 31);
    await pty.foreground(); // answered after what was said before
    await cut();
    const again = await next(id);
    expect(again.pty).toMatchObject({ id: pty.id, durable: true, seq: 0, cols: 101, rows: 31 });
    again.terminal.type('yes');
    await again.terminal.sees(new RegExp(`yes:42:${pid}\r`));
    expect(again.terminal.text.startsWith(terminal.text)).toBe(true);
    again.terminal.type('stty size');
    await again.terminal.sees(/\b31 101\r/);
    expect(terminal.ended).toBeNull();
  });

  test('a stream that goes on over many cuts has every byte once', async () => {
    const { id, pty, terminal, cut } = await begun();
    // No faster than what is kept while nobody is there, and for as long as this takes.
    terminal.type(
      'stty -opost; i=0; until [ -e /tmp/enough ]; do echo $((i += 1)); [ $((i % 100)) = 0 ] && sleep 0.05; done; echo e""nd',
    );
    await until('it flows', () => terminal.text.length > 5000);
    await cut();
    let stream = terminal.text;
    for (let round = 0; round < 4; round++) {
      const part = await next(id);
      expect(part.pty.id).toBe(pty.id);
      expect(part.pty.seq).toBeLessThanOrEqual(stream.length);
      await until('it goes on', () => part.pty.seq + part.terminal.text.length > stream.length + 5000);
      await part.cut();
      expect(part.terminal.text.startsWith(stream.slice(part.pty.seq))).toBe(true);
      stream = stream.slice(0, part.pty.seq) + part.terminal.text;
    }
    const last = await next(id);
    await run(id, ': >/tmp/enough');
    await last.terminal.sees(/\nend/);
    stream = stream.slice(0, last.pty.seq) + last.terminal.text;
    const numbers = /\D(1\n2\n[\d\n]*)\nend/.exec(stream)?.[1]?.split('\n') ?? [];
    expect(numbers.length).toBeGreaterThan(5000);
    expect(numbers.every((number, i) => number === String(i + 1))).toBe(true);
    last.pty.kill();
  });

  test('with nobody there a program runs on, and the oldest bytes are forgotten and counted', async () => {
    const { id, terminal, cut } = await begun();
    terminal.type('stty -opost; echo wa""its; read -r _; seq 1 100000; : >/tmp/done');
    await terminal.sees(/waits/);
    terminal.type('');
    await cut();
    await until('it is done', async () => (await run(id, 'test -e /tmp/done')).exitCode === 0);
    const again = await next(id);
    await again.terminal.sees(/\n100000\n/);
    const { seq } = again.pty;
    expect(again.terminal.text.length).toBeGreaterThanOrEqual(RING_BYTES);
    expect(again.terminal.text.length).toBeLessThan(RING_BYTES + 1000);
    const all = `${Array.from({ length: 100_000 }, (_, i) => i + 1).join('\n')}\n`;
    const kept = again.terminal.text.slice(0, again.terminal.text.lastIndexOf('\n') + 1);
    expect(all.endsWith(kept)).toBe(true);
    expect(seq).toBeGreaterThan(all.length - kept.length);
    again.pty.kill();
  });

  test('checkpoint and note are kept, whatever they hold', async () => {
    const { id, pty, terminal, cut } = await begun();
    await terminal.sees(/\$ /);
    const bytes = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, i) => (i * 31) % 256));
    pty.keepNote('first');
    pty.keepNote('{"title":"grün €"}');
    pty.keepCheckpoint({ seq: 1, cols: 10, rows: 5, bytes: Buffer.from('old') });
    pty.keepCheckpoint({ seq: 2, cols: 120, rows: 50, bytes });
    expect(() => pty.keepNote('x'.repeat(1025))).toThrow(/1024/);
    const huge = { seq: 3, cols: 1, rows: 1, bytes: Buffer.alloc(2 ** 20 + 1) };
    expect(() => pty.keepCheckpoint(huge)).toThrow(/1048576/);
    await pty.foreground();
    await cut();
    const again = await next(id);
    expect(again.pty.id).toBe(pty.id);
    expect(again.pty.note).toBe('{"title":"grün €"}');
    expect(again.pty.checkpoint).toMatchObject({ seq: 2, cols: 120, rows: 50 });
    expect(bytes.equals(again.pty.checkpoint?.bytes ?? Buffer.alloc(0))).toBe(true);
    expect(await again.runtime.terminals(id, 'box')).toEqual([{ name: 'main', note: '{"title":"grün €"}' }]);
    again.pty.kill();
  });

  test('a program that ends with nobody there tells its last words and its code to who comes next', async () => {
    const { id, terminal, cut } = await begun();
    terminal.type('echo wa""its; read -r _; echo la""st; exit 7');
    await terminal.sees(/waits/);
    terminal.type('');
    await cut();
    const again = await next(id);
    expect(await again.terminal.end()).toBe(7);
    expect(again.terminal.text).toMatch(/last\r\n/);
    expect(await again.runtime.terminals(id, 'box')).toEqual([]);
    const anew = await open(again.runtime, id);
    expect(anew.id).not.toBe(again.pty.id);
    anew.kill();
  });

  test('several are found in the order in which they were opened, without those that were killed', async () => {
    const { id, pty, runtime, cut } = await begun();
    const [one, two, three] = [
      await open(runtime, id, 'one'),
      await open(runtime, id, 'two-2'),
      await open(runtime, id, 'three'),
    ];
    expect(new Set([pty.id, one.id, two.id, three.id]).size).toBe(4);
    one.kill();
    await new TypedTerminal(one).end();
    await cut();
    const after = await next(id);
    const found = await after.runtime.terminals(id, 'box');
    expect(found.map(({ name }) => name)).toEqual(['main', 'two-2', 'three']);
  });

  test('one that is open here already is refused, and one of another generation is not found', async () => {
    const { id, pty, runtime } = await begun();
    await expect(open(runtime, id)).rejects.toThrow(/open here already/);
    await runtime.reset(id, 'box');
    expect(await runtime.terminals(id, 'box')).toEqual([]);
    expect((await open(runtime, id)).id).not.toBe(pty.id);
  });

  test('output that is held back by pause is neither lost nor told, however long', async () => {
    const { terminal } = await begun();
    terminal.type(
      'stty -opost -echo; for i in 1 2 3 4 5; do seq 1 300000; read -r _; done; stty opost; echo en""d',
    );
    for (let round = 0; round < 5; round++) {
      const before = terminal.text.length;
      await until('it flows', () => terminal.text.length > before);
      terminal.pty.pause();
      const stopped = terminal.text.length;
      await terminal.pty.foreground(); // goes by whatever is under way
      expect(terminal.text.length).toBe(stopped);
      terminal.pty.resume();
      terminal.type(''); // the next ones
    }
    await terminal.sees(/\nend/);
    const numbers = /\D(1\n2\n[\d\n]*\n300000\n)/.exec(terminal.text)?.[1] ?? '';
    const all = `${Array.from({ length: 300_000 }, (_, i) => i + 1).join('\n')}\n`;
    expect(numbers === all.repeat(5)).toBe(true);
    terminal.pty.kill();
  });
}
