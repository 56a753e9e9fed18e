/** Databases that cannot be used: one clear sentence each. */
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DatabaseError, migrate, openDatabase } from './index.ts';
import { type PostgresqlServer, startPostgresql } from './testing/postgresql-server.ts';
import { MIGRATIONS, runScript, runScriptWithMounts, startScript } from './testing/run-script.ts';

let dirs: string;
let dir: string;
let file: string;
let url: string;
beforeAll(() => {
  dirs = mkdtempSync(path.join(tmpdir(), 'sandlot-db-'));
});
afterAll(() => rmSync(dirs, { recursive: true }));
beforeEach(() => {
  dir = mkdtempSync(path.join(dirs, 'd-'));
  file = path.join(dir, 'sandlot.db');
  url = `file:${file}`;
});
const told = (words: string) => expect.objectContaining({ name: 'DatabaseError', message: words });
const tryIt = (work: string) => `
  try { ${work} } catch (error) { console.log(error.name + ': ' + error.message); }`;

test('a file that is no database', async () => {
  writeFileSync(file, 'These are my notes, not a database.\n'.repeat(100));
  const words = `The database ${file} is damaged (file is not a database). Stop Sandlot and put back your last copy of it, or move the file away to begin with an empty one.`;
  await expect(migrate(url, MIGRATIONS.sqlite)).rejects.toEqual(told(words));
  await expect(openDatabase(url)).rejects.toEqual(told(words));
});

test('a page that was overwritten, found while in use', async () => {
  await migrate(url, MIGRATIONS.sqlite);
  const pages = Buffer.alloc(60_000, 0xff);
  const handle = new Sqlite(file);
  handle.pragma('wal_checkpoint(TRUNCATE)');
  handle.close();
  const bytes = readFileSync(file);
  pages.copy(bytes, 4096); // the schema on the first page stays
  writeFileSync(file, bytes);
  const words = /is damaged \(database disk image is malformed\)/;
  await expect(openDatabase(url).then((db) => db.ensureUser('ada', 'Ada'))).rejects.toThrow(words);
});

test('a folder in place of the file', async () => {
  mkdirSync(file);
  await expect(openDatabase(url)).rejects.toThrow(
    /cannot be opened for writing by user \d+ \(.*\)\. Give this user the file and its folder, or set SANDLOT_DATA/,
  );
});

test('a disk that can only be read', async () => {
  await migrate(url, MIGRATIONS.sqlite);
  const readOnly = `mount --bind ${dir} ${dir} && mount -o remount,ro,bind ${dir}`;
  for (const work of [`await openDatabase('${url}')`, `await migrate('${url}', MIGRATIONS.sqlite)`])
    expect(await runScriptWithMounts(readOnly, tryIt(work))).toMatch(
      /^DatabaseError: The database .*sandlot\.db cannot be opened for writing by user 0/,
    );
  expect(
    await runScriptWithMounts(readOnly, tryIt(`await migrate('file:${dir}/new/x.db', MIGRATIONS.sqlite)`)),
  ).toMatch(/^DatabaseError: The database .*x\.db cannot be opened for writing/);
});

test('a disk that fills while we write, and that is full at the start', async () => {
  const fill = `
    await migrate('${url}', MIGRATIONS.sqlite);
    const db = await openDatabase('${url}');
    for (;;) await db.addAudit({ atMs: 1, actor: 'a', action: 'x', target: 'y', detail: 'z'.repeat(9000) });`;
  const small = `mount -t tmpfs -o size=400k none ${dir}`;
  const words =
    /^DatabaseError: The disk of the database .*sandlot\.db is full or failing \(.+\)\. Free some space/;
  expect(await runScriptWithMounts(small, tryIt(fill))).toMatch(words);
  const full = `mount -t tmpfs -o size=8k none ${dir}`;
  expect(await runScriptWithMounts(full, tryIt(`await migrate('${url}', MIGRATIONS.sqlite)`))).toMatch(words);
});

test('a database without tables', async () => {
  await expect(openDatabase(url)).rejects.toThrow(
    /lacks a table of this version. Start Sandlot with `npm start`/,
  );
});

test('a file that another program keeps locked', async () => {
  await migrate(url, MIGRATIONS.sqlite);
  const db = await openDatabase(url);
  const other = new Sqlite(file);
  other.exec('BEGIN IMMEDIATE');
  await expect(db.ensureUser('ada', 'Ada')).rejects.toThrow(
    /is locked by another program \(database is locked\)\. Stop that program/,
  );
  other.exec('ROLLBACK');
  other.close();
  await db.ensureUser('ada', 'Ada');
  await db.close();
});

test('a writer killed at any moment loses nothing that it was told is written', async () => {
  await migrate(url, MIGRATIONS.sqlite);
  for (let round = 0; round < 3; round++) {
    const writer = startScript(`
      const db = await openDatabase('${url}');
      for (let n = 0; ; n++) {
        await db.addAudit({ atMs: n, actor: 'writer', action: 'x', target: 'round${round}', detail: '' });
        console.log(n);
      }`);
    let printed = '';
    writer.stdout?.on('data', (bytes) => {
      printed += bytes;
      if (printed.split('\n').length > 30 + round) writer.kill('SIGKILL');
    });
    await once(writer, 'close');
    const promised = Number(printed.split('\n').at(-2));
    const db = await openDatabase(url);
    const [last] = await db.auditPage(null, 1);
    expect(last?.target).toBe(`round${round}`);
    expect(last?.atMs).toBeGreaterThanOrEqual(promised);
    await db.close();
  }
  expect(new Sqlite(file).pragma('integrity_check', { simple: true })).toBe('ok');
});

test('readers do not wait for the writer (WAL), references are kept', async () => {
  await migrate(url, MIGRATIONS.sqlite);
  const db = await openDatabase(url);
  const other = new Sqlite(file);
  expect(other.pragma('journal_mode', { simple: true })).toBe('wal');
  other.exec('BEGIN IMMEDIATE');
  expect(await db.attempts('ada')).toEqual([]);
  other.close();
  await expect(
    db.addSandbox({ id: 's', userId: 'nobody', lesson: 'a/b', createdAtMs: 1, expiresAtMs: 2 }),
  ).rejects.toThrow(/foreign key/i);
  await db.close();
});

test('the PostgreSQL client is not loaded for a SQLite file', async () => {
  const loaded = await runScript(`
    import { registerHooks } from 'node:module';
    const seen = [];
    registerHooks({ load(url, context, next) { seen.push(url); return next(url, context); } });
    await migrate('${url}', MIGRATIONS.sqlite);
    await (await openDatabase('${url}')).close();
    console.log(seen.filter((url) => /postgres|adapter-pg|[/]pg[/]/.test(url)).length, seen.length > 0);`);
  expect(loaded).toBe('0 true');
});

let server: PostgresqlServer | undefined;
afterAll(() => server?.stop());

test('a PostgreSQL server that does not answer, or refuses, without telling the password', async () => {
  server = await startPostgresql();
  const at = `127.0.0.1:${server.port}`;
  const none = `postgresql://sandlot:secret@${at}/none`;
  const refused = `The database server at ${at}/none refuses us (database "none" does not exist). Correct the user, password or database in DATABASE_URL.`;
  await expect(migrate(none, MIGRATIONS.postgresql)).rejects.toEqual(told(refused));
  await expect(openDatabase(none)).rejects.toThrow(/refuses us/);
  const url = await server.createDatabase('some');
  await migrate(url, MIGRATIONS.postgresql);
  const db = await openDatabase(url);
  await server.stop();
  server = undefined;
  const silent =
    /The database server at 127\.0\.0\.1:\d+\/some does not answer \(.+\)\. Start it, or correct/;
  await expect(db.ensureUser('ada', 'Ada')).rejects.toThrow(silent);
  await expect(openDatabase(url)).rejects.toThrow(silent);
  await expect(migrate(url, MIGRATIONS.postgresql)).rejects.toBeInstanceOf(DatabaseError);
  await db.close();
});
