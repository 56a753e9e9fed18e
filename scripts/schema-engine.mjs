#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
// Stand-in for Prisma's native `schema-engine` binary: same CLI + JSON-RPC protocol, served by
// the WASM build from npm (@prisma/schema-engine-wasm) over Prisma's JS driver adapters.
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const log = (level, message, extra = {}) =>
  process.stderr.write(
    JSON.stringify({ level, target: 'schema_engine::logger', fields: { message, ...extra } }) + '\n',
  );

const argv = process.argv.slice(2);
if (argv[0] === '--version' || argv[0] === '-V') {
  const dir = path.dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  console.log(
    `schema-engine-cli ${JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8'))
      .version.split('.')
      .pop()}`,
  );
  process.exit(0);
}
const opts = { datamodels: [], datasource: {} };
let cli = null;
for (let i = 0; i < argv.length; i++) {
  if (argv[i] === '--datamodels' || argv[i] === '-d') opts.datamodels.push(argv[++i]);
  else if (argv[i] === '--datasource') opts.datasource = JSON.parse(argv[++i]);
  else if (argv[i] === 'cli') cli = argv[++i];
  else if (argv[i].startsWith('--')) i++;
}
const url = opts.datasource.url ?? '';
const isPg = /^postgres(ql)?:/.test(url);
const sqliteFile = (u) => path.resolve(u.replace(/^file:/, '').replace(/\?.*$/, ''));

async function adapterFactory() {
  if (isPg) {
    const { PrismaPg } = await import('@prisma/adapter-pg');
    // adapter-pg refuses catalogue columns of type "char" (OID 18), which the describer reads: pass them as bpchar
    const { default: pg } = await import('pg');
    const u = new URL(url);
    const schema = u.searchParams.get('schema') ?? undefined;
    u.searchParams.delete('schema');
    class Client extends pg.Client {
      query(...a) {
        const fix = (r) => {
          for (const f of r?.fields ?? []) if (f.dataTypeID === 18) f.dataTypeID = 1042;
          return r;
        };
        const cb = a.at(-1);
        if (typeof cb === 'function') return super.query(...a.slice(0, -1), (e, r) => cb(e, fix(r)));
        const p = super.query(...a);
        return typeof p?.then === 'function' ? p.then(fix) : p;
      }
    }
    const at = (href) => new PrismaPg({ connectionString: href, Client }, { schema });
    const real = at(u.href);
    return {
      provider: real.provider,
      adapterName: real.adapterName,
      connect: () => real.connect(),
      // own shadow database: adapter-pg's spreads `database` beside connectionString, which pg lets win (= the real database)
      async connectToShadowDb() {
        const name = opts.datasource.shadowDatabaseUrl ? null : `prisma_migrate_shadow_db_${randomUUID()}`;
        const s = new URL(opts.datasource.shadowDatabaseUrl ?? u.href);
        s.searchParams.delete('schema');
        if (name) {
          await pgAdmin((c) => c.query(`CREATE DATABASE "${name}"`));
          s.pathname = '/' + name;
        }
        const conn = await at(s.href).connect();
        const dispose = conn.dispose.bind(conn);
        conn.dispose = async () => {
          await dispose();
          if (name) await pgAdmin((c) => c.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
        };
        return conn;
      },
    };
  }
  const { PrismaBetterSqlite3 } = await import('@prisma/adapter-better-sqlite3');
  return tolerant(new PrismaBetterSqlite3({ url }, { shadowDatabaseUrl: ':memory:' }));
}
// The WASM engine's first SELECT on a fresh SQLite file hits a missing `_prisma_migrations` table and,
// unlike the native engine, does not take that as "no migrations yet" (P1014): create it then, and retry.
const MIGRATIONS_DDL = `CREATE TABLE "_prisma_migrations" ("id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME,
  "migration_name" TEXT NOT NULL, "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
  "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0);`;
let live;
function tolerant(factory) {
  const wrap = (conn) => {
    for (const k of ['queryRaw', 'executeRaw']) {
      const run = conn[k].bind(conn);
      conn[k] = async (q) => {
        try {
          return await run(q);
        } catch (e) {
          if (e?.cause?.kind === 'TableDoesNotExist' && /FROM `_prisma_migrations`/.test(q.sql)) {
            await conn.executeScript(MIGRATIONS_DDL);
            return run(q);
          }
          if (!/more than one statement/.test(e?.message)) throw e; // better-sqlite3 prepares one statement at a time
          await conn.executeScript(q.sql);
          return k === 'queryRaw' ? { columnNames: [], columnTypes: [], rows: [] } : 0;
        }
      };
    }
    return conn;
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => (live = wrap(await factory.connect())),
    connectToShadowDb: async () => wrap(await factory.connectToShadowDb()),
  };
}
async function pgAdmin(fn, db = 'postgres') {
  const { default: pg } = await import('pg');
  const u = new URL(url);
  const name = decodeURIComponent(u.pathname.slice(1));
  u.pathname = '/' + db;
  u.searchParams.delete('schema');
  const c = new pg.Client({ connectionString: u.href });
  await c.connect();
  try {
    return await fn(c, name);
  } finally {
    await c.end();
  }
}
const dbs = {
  async canConnect() {
    if (isPg) return pgAdmin(async () => true, new URL(url).pathname.slice(1));
    if (!existsSync(sqliteFile(url)))
      throw Object.assign(new Error(`Database \`${path.basename(sqliteFile(url))}\` does not exist`), {
        error_code: 'P1003',
      });
  },
  async create() {
    if (isPg) return pgAdmin((c, n) => c.query(`CREATE DATABASE "${n.replaceAll('"', '""')}"`));
    mkdirSync(path.dirname(sqliteFile(url)), { recursive: true });
    closeSync(openSync(sqliteFile(url), 'a'));
  },
  async drop() {
    if (isPg) return pgAdmin((c, n) => c.query(`DROP DATABASE IF EXISTS "${n.replaceAll('"', '""')}"`));
    for (const x of ['', '-journal', '-wal', '-shm']) rmSync(sqliteFile(url) + x, { force: true });
  },
};
const pgCode = { '3D000': 'P1003', '28P01': 'P1000', ECONNREFUSED: 'P1001', '42P04': 'P1009' };
if (cli) {
  log('INFO', 'wasm shim'); // Prisma skips stderr's first line
  try {
    await {
      'can-connect-to-database': dbs.canConnect,
      'create-database': dbs.create,
      'drop-database': dbs.drop,
    }[cli]();
    process.exit(0);
  } catch (e) {
    log('ERROR', e.message || String(e.code), { error_code: e.error_code ?? pgCode[e.code] ?? 'P1010' });
    process.exit(1);
  }
}
let panic;
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message: (m) => {
    panic = m;
  },
};
const bg = await import('@prisma/schema-engine-wasm/schema_engine_bg');
const wasm = path.join(
  path.dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg')),
  'schema_engine_bg.wasm',
);
const { instance } = await WebAssembly.instantiate(readFileSync(wasm), { './schema_engine_bg.js': bg });
bg.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();
const { bindMigrationAwareSqlAdapterFactory } = await import('@prisma/driver-adapter-utils');

let engine;
let bound;
const getEngine = () =>
  (engine ??= (async () => {
    bound = bindMigrationAwareSqlAdapterFactory(await adapterFactory());
    return bg.SchemaEngine.new(
      {
        datamodels: opts.datamodels.length
          ? opts.datamodels.map((f) => [f, readFileSync(f, 'utf8')])
          : undefined,
      },
      (m) => log('DEBUG', String(m)),
      bound,
    );
  })());
const reply = (o) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...o }) + '\n');
let printId = 1e6;
const handlers = {
  createDatabase: async () => {
    await dbs.create();
    return { databaseName: isPg ? new URL(url).pathname.slice(1) : path.basename(sqliteFile(url)) };
  },
  getDatabaseVersion: async (p) => (await getEngine()).version(p),
  reset: async (p) => {
    // the WASM engine only empties SQLite's tables; the native one starts a new file
    if (isPg) return (await getEngine()).reset(p);
    await live?.dispose();
    engine = live = undefined;
    await dbs.drop();
    await dbs.create();
  },
  diff: async (p) => {
    const r = await (await getEngine()).diff(p);
    if (r.stdout) reply({ id: ++printId, method: 'print', params: { content: r.stdout } });
    return { exitCode: r.exitCode, stdout: null };
  },
};
let current = null; // a Rust panic surfaces as an uncaught RuntimeError: answer the call it broke
process.on('uncaughtException', (e) => {
  reply({
    id: current,
    error: { code: 4466, message: 'panic', data: { is_panic: false, message: panic ?? String(e) } },
  });
  setTimeout(() => process.exit(1), 50);
});
let chain = Promise.resolve();
createInterface({ input: process.stdin })
  .on('line', (line) => {
    chain = chain.then(() => handle(line));
  })
  .on('close', () => chain.then(() => process.exit(0)));
async function handle(line) {
  const msg = JSON.parse(line);
  if (!msg.method) return; // acknowledgement of print
  current = msg.id;
  try {
    const result = handlers[msg.method]
      ? await handlers[msg.method](msg.params)
      : await (await getEngine())[msg.method](msg.params);
    reply({ id: msg.id, result: result ?? {} });
  } catch (e) {
    let message = panic ?? e?.message ?? String(e),
      error_code = e?.code,
      meta = e?.meta;
    const id = /External error id#(\d+)/.exec(message)?.[1]; // a JS error the adapter threw: put its own words back
    if (id !== undefined)
      message = message.replace(
        /External error id#\d+/,
        String(bound?.errorRegistry.consumeError(Number(id))?.error ?? 'unknown'),
      );
    reply({
      id: msg.id,
      error: {
        code: 4466,
        message: 'An error happened. Check the data field for details.',
        data: { is_panic: /unreachable|RuntimeError/.test(message), message, error_code, meta },
      },
    });
  }
}
