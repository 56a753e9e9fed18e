/** The contract of connect. The servers inside are in Perl, which all our images and hosts have. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { type ContractOptions, type MakeRuntime, useBench } from './bench.ts';
import { until } from './typed-terminal.ts';

const MB = 2 ** 20;
/** Gives back what it gets, and says goodbye when the other side sends no more. */
const ECHO = `while (sysread $c, my $b, 65536) { my $at = 0; $at += syswrite $c, $b, length($b) - $at, $at while $at < length $b }
  syswrite $c, 'bye'`;
const PAGE = `sysread $c, my $b, 4096; syswrite $c, "HTTP/1.0 200 OK\\r\\ncontent-type: text/plain\\r\\n\\r\\na page"`;
/** Ends the connection, so that what is unread breaks it off. */
const RUDE = 'sysread $c, my $b, 1; setsockopt $c, SOL_SOCKET, SO_LINGER, pack("ii", 1, 0)';
const SILENT = 'sleep 1 while 1';

/** A server that does so with each connection, as a script that comes back once it listens. */
const serve = (port: number, each: string, address = '127.0.0.1') => `cat >/tmp/serve-${port} <<'PERL'
use Socket; socket my $s, AF_INET, SOCK_STREAM, 0; setsockopt $s, SOL_SOCKET, SO_REUSEADDR, 1;
bind $s, pack_sockaddr_in(${port}, inet_aton($ARGV[0])) or die; listen $s, 64; $SIG{CHLD} = 'IGNORE';
open my $m, '>', '/tmp/listens-${port}'; close $m;
while (1) { accept my $c, $s or next; next if fork; ${each}; exit }
PERL
setsid perl /tmp/serve-${port} ${address} </dev/null >/dev/null 2>&1 &
until [ -e /tmp/listens-${port} ]; do sleep 0.05; done`;

export function portsPart(makeRuntime: MakeRuntime, options: ContractOptions): void {
  const bench = useBench(makeRuntime, options);
  let id = '';
  const run = (script: string) => bench.runtime.run(id, 'box', { script, timeoutMs: 20_000 });
  const connect = (port: number): Promise<Duplex> => bench.runtime.connect(id, 'box', port);
  /** Programs inside that carry a connection. */
  const carriers = async () =>
    Number(
      (await run("cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n' | grep -cx '[:]:1' || :")).output,
    );
  beforeAll(async () => {
    id = await bench.sandbox();
    for (const script of [serve(7001, ECHO), serve(7002, PAGE), serve(7003, RUDE), serve(7004, SILENT)])
      expect((await run(script)).exitCode).toBe(0);
  }, 60_000);

  test('HTTP goes over it to a server that listens on loopback alone', async () => {
    const stream = await connect(7002);
    const asked = request({ createConnection: () => stream, headers: { host: 'box' } }).end();
    const [response] = await once(asked, 'response');
    expect(response.statusCode).toBe(200);
    expect(await text(response)).toBe('a page');
  });

  test('large bodies arrive whole both ways, and each side may end its sending by itself', async () => {
    const bytes = randomBytes(8 * MB);
    const stream = await connect(7001);
    const back = buffer(stream);
    stream.write(bytes.subarray(0, 5));
    stream.write(Buffer.alloc(0));
    stream.end(bytes.subarray(5));
    const got = await back;
    expect(got.subarray(-3).toString()).toBe('bye');
    const hash = (of: Buffer) => createHash('sha256').update(of).digest('hex');
    expect(hash(got.subarray(0, -3))).toBe(hash(bytes));
  });

  test('who does not read holds up the sender, and nothing is lost', async () => {
    const stream = await connect(7001);
    let sent = 0;
    const chunk = Buffer.alloc(MB, 'x');
    while (stream.write(chunk) || stream.writableLength < 2 * MB) sent += 1;
    expect(sent).toBeLessThan(64);
    stream.end();
    expect((await buffer(stream)).length).toBe((sent + 1) * MB + 3);
  });

  test('twenty at once keep their bytes apart', async () => {
    const streams = await Promise.all(Array.from({ length: 20 }, () => connect(7001)));
    const said = await Promise.all(
      streams.map((stream, i) => {
        stream.end(`number ${i} `);
        return text(stream);
      }),
    );
    expect(said).toEqual(streams.map((_, i) => `number ${i} bye`));
  });

  test('what carries it is under the student, and nothing is left after the close', async () => {
    await until('those before have gone', async () => (await carriers()) === 0);
    const streams = await Promise.all([connect(7004), connect(7004), connect(7001)]);
    streams[1]?.write(Buffer.alloc(2 * MB)); // more than anybody takes
    expect(await carriers()).toBe(3);
    const script =
      "for p in /proc/[0-9]*; do tr '\\0' '\\n' <$p/cmdline 2>/dev/null | grep -qx '[:]:1' && kill -0 $(basename $p) && echo mine; done";
    const { output } = await bench.runtime.run(id, 'box', { script, timeoutMs: 20_000, user: options.user });
    expect(output).toBe('mine\n'.repeat(3));
    for (const stream of streams) stream.destroy();
    await until('all programs have gone', async () => (await carriers()) === 0);
  });

  test('a server that breaks off is an error of the stream', async () => {
    const stream = await connect(7003);
    stream.resume();
    stream.write('hello');
    const [error] = await once(stream, 'error');
    expect(error).toMatchObject({ code: 'ECONNRESET' });
    await until('its program has gone', async () => (await carriers()) === 0);
  });

  test('where nothing listens it is refused, with the machine and the port', async () => {
    await expect(connect(7999)).rejects.toMatchObject({
      code: 'refused',
      message: 'Nothing answers on port 7999 of machine box.',
    });
  });

  if (options.capabilities.severalMachines) {
    test("what listens on the machine's own address is reached", async () => {
      expect((await run(serve(7005, ECHO, '"$(hostname -i)"'))).exitCode).toBe(0);
      const stream = await connect(7005);
      stream.end();
      expect(await text(stream)).toBe('bye');
    });
  }

  test('an unknown machine is not_found; one that ends breaks the connection, and is stopped', async () => {
    await expect(bench.runtime.connect(id, 'nobox', 1)).rejects.toMatchObject({ code: 'not_found' });
    const stream = await connect(7004);
    stream.resume();
    const broken = once(stream, 'error');
    await bench.runtime.run(id, 'box', { script: options.endMachine, timeoutMs: 5000 }).catch(() => {});
    expect((await broken)[0]).toMatchObject({ code: 'ECONNRESET' });
    const late = (reached: Duplex) => void reached.on('error', () => {}).destroy(); // it was just ending
    await until('it is stopped', () => connect(7004).then(late, (error) => error.code === 'stopped'));
    await bench.runtime.remove(id);
    await expect(connect(7004)).rejects.toMatchObject({ code: 'not_found' });
  });
}
