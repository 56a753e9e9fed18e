/** A PostgreSQL server for the tests, in a folder of its own, from the programs of Debian's `postgresql`. */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const INSTALLED = '/usr/lib/postgresql';

export interface PostgresqlServer {
  port: number;
  /** Makes an empty database; returns its URL. */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a server on a free port of loopback. It ends with this process, however that ends. */
export async function startPostgresql(): Promise<PostgresqlServer> {
  const bin = findPrograms();
  const dir = mkdtempSync(path.join(tmpdir(), 'sandlot-postgresql-'));
  const as = await makeCluster(bin, dir);
  const port = await freePort();
  const server = spawnServer(bin, dir, as, port);
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = (database: string) => `postgresql://sandlot@127.0.0.1:${port}/${database}`;
  const stop = async () => {
    server.kill('SIGINT');
    await ended;
    rmSync(dir, { recursive: true, force: true });
  };
  await untilItAnswers(() => query(url('postgres'), 'SELECT 1')).catch(async (error) => {
    await stop();
    throw error;
  });
  return {
    port,
    async createDatabase(name) {
      await query(url('postgres'), `CREATE DATABASE "${name}"`);
      return url(name);
    },
    stop,
  };
}

/** Makes an empty one in `dir`/data; gives back as whom, in arguments of setpriv. */
async function makeCluster(bin: string, dir: string): Promise<string[]> {
  const as = asPlainUser(dir);
  const initdb = [
    path.join(bin, 'initdb'),
    '-D',
    path.join(dir, 'data'),
    '-U',
    'sandlot',
    '-A',
    'trust',
    '--no-sync',
  ];
  await promisify(execFile)('setpriv', [...as, ...initdb]);
  return as;
}

function spawnServer(bin: string, dir: string, as: string[], port: number): ChildProcess {
  const listen = ['-p', String(port), '-k', dir, '-h', '127.0.0.1'];
  const postgres = [path.join(bin, 'postgres'), '-D', path.join(dir, 'data'), ...listen, '-F'];
  return spawn('setpriv', [...as, '--pdeathsig', 'INT', ...postgres], { cwd: dir, stdio: 'ignore' });
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

function findPrograms(): string {
  const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions
    .map((version) => path.join(INSTALLED, version, 'bin'))
    .find((bin) => existsSync(path.join(bin, 'initdb')) && existsSync(path.join(bin, 'postgres')));
  if (!found)
    throw new Error(
      'The tests start a PostgreSQL server of their own and found none under /usr/lib/postgresql. Run: apt-get install postgresql',
    );
  return found;
}

/** PostgreSQL refuses to run as root: root hands the folder to the package's own user. */
function asPlainUser(dir: string): string[] {
  if (process.getuid?.() !== 0) return [];
  const id = (flag: string) => execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }).trim();
  const [uid, gid] = [id('-u'), id('-g')];
  chownSync(dir, Number(uid), Number(gid));
  return ['--reuid', uid, '--regid', gid, '--clear-groups'];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

async function untilItAnswers(ask: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      await ask();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await wait(50);
    }
  }
}
