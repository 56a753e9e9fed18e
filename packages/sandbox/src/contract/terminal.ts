/** The contract of openTerminal and Pty. */
import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { type ContractOptions, type MakeRuntime, useBench } from './bench.ts';
import { until } from './typed-terminal.ts';

/** What a holder must not touch. */
const SEQUENCES = [
  '\u001b[38;2;255;100;0m\u001b[48;5;17mtrue colour\u001b[0m',
  '\u001b[?1049h\u001b[?1000;1006h\u001b[?2004h\u001b[?2026h',
  '\u001b[M #!\u001b[<0;10;20M\u001b[200~pasted\u001b[201~',
  '\u001b]0;a title\u0007\u001b]52;c;aGVsbG8=\u0007\u001b]8;;https://example.org\u001b\\link\u001b]8;;\u001b\\',
  '\u001b]133;A\u0007\u001b[6n\u001b[c\u001b[>c\u001bPq#0;2;0;0;0~-\u001b\\',
  'wide 漢字 한글, combined e\u0301 👩‍🚀 🇩🇪, right to left עברית',
  '\u001b[?1049l\u001b[?1000;1006l\u001b[?2004l\u001b[?2026l',
];

export function terminalPart(makeRuntime: MakeRuntime, options: ContractOptions): void {
  const bench = useBench(makeRuntime, options);
  let id = '';
  beforeAll(async () => {
    id = await bench.sandbox();
  }, 60_000);
  const run = (script: string) => bench.runtime.run(id, 'box', { script, timeoutMs: 20_000 });
  /** Whether a `sleep N` with this number runs on the machine. */
  const sleeps = async (seconds: number) => (await run(`pgrep -fxc "sleep ${seconds}"`)).output !== '0\n';

  test('is a login shell of the user, in the home, with a colour terminal', async () => {
    const terminal = await bench.terminal(id);
    terminal.type('echo "<$(whoami)|$HOME|$USER|$PWD|$TERM|$COLORTERM|$LANG|$SHELL>"');
    const { user, home } = options;
    await terminal.sees(
      new RegExp(
        `<${user}\\|${home}\\|${user}\\|${home}\\|xterm-256color\\|truecolor\\|C.UTF-8\\|/bin/bash>`,
      ),
    );
    terminal.type('shopt -q login_shell && tty && echo lo"gin"');
    await terminal.sees(/\/dev\/pts\/\d+\s+login/);
    terminal.pty.kill();
  });

  test('has the size that was asked for and follows a resize', async () => {
    const terminal = await bench.terminal(id);
    terminal.type('stty size');
    await terminal.sees(/\b24 80\r/);
    terminal.pty.resize(132, 43);
    await until('the size follows', async () => {
      terminal.type('stty size');
      return /\b43 132\r/.test(terminal.text);
    });
    terminal.pty.kill();
  });

  test('tells whether the shell or a program has the keyboard', async () => {
    const terminal = await bench.terminal(id);
    const keyboard = (program: string) =>
      until(`${program} has the keyboard`, async () => {
        const foreground = await terminal.pty.foreground();
        return foreground.program === program && foreground;
      });
    expect(await keyboard('bash')).toEqual({ shell: true, program: 'bash' });
    terminal.type('sleep 7100 | cat');
    expect(await keyboard('sleep')).toEqual({ shell: false, program: 'sleep' });
    terminal.pty.write(Buffer.from([3]));
    await until('the shell waits again', async () => (await terminal.pty.foreground()).shell);
    terminal.type('exit');
    await terminal.end();
    expect(await terminal.pty.foreground()).toEqual({ shell: null, program: null });
  });

  test('the shell marks its prompt, each command and its end, where a terminal understands it', async () => {
    const terminal = await bench.terminal(id);
    const prompt = '\u001b]133;A\u0007[^\\n]*\\$ [^\\n]*\u001b]133;B\u0007';
    terminal.type('(echo in""side; exit 3)');
    await terminal.sees(new RegExp(`\u001b]133;C\u0007inside\r\n.*\u001b]133;D;3\u0007.*${prompt}`));
    terminal.type('echo pl""ain; TERM=dumb bash -i');
    await terminal.sees(/plain/);
    await terminal.sees(/\S+@box[^\n]*\$ $/);
    const marks = terminal.text.split('plain').at(-1)?.split(']133;').length;
    expect(marks).toBe(1);
    terminal.pty.kill();
  });

  test('a name that none may have is refused', async () => {
    for (const name of ['', 'a/b', '../x', 'ä', 'x'.repeat(41)]) {
      const refused = bench.runtime.openTerminal(id, 'box', { name, cols: 80, rows: 24 });
      await expect(refused).rejects.toThrow(RangeError);
    }
  });

  test('what a program prints arrives as it is: colours, screens, modes, titles, links, any byte', async () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const bytes = Buffer.concat([
      Buffer.from(SEQUENCES.join('')),
      all,
      Buffer.from(SEQUENCES.join('\r\n').repeat(2000)),
      all.toReversed(),
    ]);
    await bench.runtime.putFiles(id, 'box', [{ path: '/tmp/bytes', bytes, mode: 0o644 }]);
    const terminal = await bench.terminal(id);
    terminal.type('stty -opost; echo beg""in; cat /tmp/bytes; echo fin""ish; stty opost');
    await terminal.sees(/begin\n/);
    await terminal.sees(/finish\n/);
    const printed = terminal.text.split('begin\n').at(-1)?.split('finish\n')[0] ?? '';
    expect(printed === bytes.toString('latin1')).toBe(true);
    terminal.pty.kill();
  });

  test('what is typed arrives as it is, and a program hears of a new size', async () => {
    const bytes = Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7) % 256));
    const terminal = await bench.terminal(id);
    terminal.type(`stty raw -echo; echo ra""w; head -c ${bytes.length} | sha256sum; stty sane`);
    await terminal.sees(/raw/);
    for (let at = 0; at < bytes.length; at += 777) terminal.pty.write(bytes.subarray(at, at + 777));
    await terminal.sees(new RegExp(createHash('sha256').update(bytes).digest('hex')));
    terminal.type('bash -c \'trap "stty size" WINCH; echo wait\\ing; while :; do sleep 0.05; done\'');
    await terminal.sees(/waiting/);
    terminal.pty.resize(77, 33);
    await terminal.sees(/\b33 77\b/);
    expect([terminal.pty.cols, terminal.pty.rows]).toEqual([77, 33]);
    terminal.pty.kill();
  });

  test('carries bytes, not characters', async () => {
    const terminal = await bench.terminal(id);
    terminal.type("printf '<\\377\\000\\342\\202>\\n'");
    await terminal.sees(/<\xff\0\xe2\x82>/);
    terminal.type('echo rea""ds; read -r line; printf %s "$line" | od -An -tx1');
    await terminal.sees(/reads/);
    terminal.pty.write(Buffer.from('grün €\r'));
    await terminal.sees(/67 72 c3 bc 6e 20 e2 82 ac/);
    terminal.pty.kill();
  });

  test.each([0, 3])('tells the exit code %i once', async (code) => {
    const terminal = await bench.terminal(id);
    terminal.type(`exit ${code}`);
    expect(await terminal.end()).toBe(code);
    terminal.pty.write(Buffer.from('late'));
    terminal.pty.resize(80, 24);
    terminal.pty.kill();
    expect(terminal.ended).toEqual({ code, times: 1 });
  });

  test('two terminals are two shells', async () => {
    const [one, two] = await Promise.all([bench.terminal(id), bench.terminal(id)]);
    one.type('mine=1; echo "one:$mine"');
    two.type('echo "two:$mine:"');
    await one.sees(/one:1/);
    await two.sees(/two::/);
    one.pty.kill();
    two.pty.kill();
  });

  test('kill hangs up what runs in it and leaves what was detached', async () => {
    const terminal = await bench.terminal(id);
    terminal.type('nohup sleep 7001 >/dev/null 2>&1 & setsid sleep 7002 & sleep 7003');
    await until('all three run', async () =>
      (await Promise.all([7001, 7002, 7003].map(sleeps))).every(Boolean),
    );
    terminal.pty.kill();
    terminal.pty.kill();
    expect(await terminal.end()).toBeNull();
    await until('the foreground program is gone', async () => !(await sleeps(7003)));
    expect(await sleeps(7001)).toBe(true);
    expect(await sleeps(7002)).toBe(true);
  });

  test('pause stops the program, ^C still reaches it, resume goes on', async () => {
    const terminal = await bench.terminal(id);
    terminal.type('yes');
    await until('output flows', () => terminal.text.length > 200_000);
    terminal.pty.pause();
    terminal.pty.pause();
    let last = -1;
    let same = 0;
    await until('output has stopped', () => {
      same = terminal.text.length === last ? same + 1 : 0;
      last = terminal.text.length;
      return same > 15;
    });
    terminal.pty.write(Buffer.from([3]));
    terminal.type("echo go''es-on");
    terminal.pty.resume();
    terminal.pty.resume();
    await terminal.sees(/goes-on/);
    terminal.pty.kill();
  });

  test('queuedBytes goes back to nothing once the program has read', async () => {
    const terminal = await bench.terminal(id);
    terminal.type('stty raw -echo; echo ra""w; head -c 300000 | wc -c; stty sane');
    await terminal.sees(/raw/);
    terminal.pty.write(Buffer.alloc(300_000, 'k'));
    await terminal.sees(/300000/);
    await until('the queue is empty', () => terminal.pty.queuedBytes === 0);
    terminal.pty.kill();
  });

  test('a flood of output arrives whole and in order', async () => {
    const terminal = await bench.terminal(id);
    terminal.type("stty -opost; seq 1 200000; stty opost; echo do''ne");
    await terminal.sees(/\ndone/, 20_000);
    const numbers = /\D(1\n2\n[\d\n]*\n200000\n)/.exec(terminal.text)?.[1] ?? '';
    expect(numbers === `${Array.from({ length: 200_000 }, (_, i) => i + 1).join('\n')}\n`).toBe(true);
    terminal.pty.kill();
  });

  test('ends when its machine is reset or removed', async () => {
    const own = await bench.sandbox();
    const first = await bench.terminal(own);
    await bench.runtime.reset(own, 'box');
    expect(await first.end()).toBeNull();
    const second = await bench.terminal(own);
    await bench.runtime.remove(own);
    expect(await second.end()).toBeNull();
    expect(second.ended?.times).toBe(1);
  });

  test('an unknown machine is not_found', async () => {
    await expect(
      bench.runtime.openTerminal(id, 'nobox', { name: 'main', cols: 80, rows: 24 }),
    ).rejects.toMatchObject({
      code: 'not_found',
    });
  });
}
