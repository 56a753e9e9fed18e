/** Migrations at boot, on both databases. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DatabaseError, migrate, openDatabase } from './index.ts';
import { KINDS, type TestDatabases } from './testing/databases.ts';
import { MIGRATIONS, runScript } from './testing/run-script.ts';

const START = '20261123000000_start';
const ALL = [START, '20261124000000_tasks'];
const ROOT = path.resolve(MIGRATIONS.sqlite, '../../..');

describe.each(KINDS)('%s', (kind, databases) => {
  let made: TestDatabases;
  let copies: string;
  let url: string;
  let dir: string;
  beforeAll(() => {
    made = databases();
    copies = mkdtempSync(path.join(tmpdir(), 'sandlot-migrations-'));
  });
  afterAll(async () => {
    rmSync(copies, { recursive: true });
    await made.close();
  });
  /** Each test has an empty database, and a copy of the product's migrations that it may change. */
  beforeEach(async () => {
    url = await made.create();
    dir = mkdtempSync(path.join(copies, 'm-'));
    cpSync(MIGRATIONS[kind], dir, { recursive: true });
  });
  const write = (name: string, sql: string) => {
    mkdirSync(path.join(dir, name), { recursive: true });
    writeFileSync(path.join(dir, name, 'migration.sql'), sql);
  };

  test('an empty database gets all, a second start nothing, a new version the rest', async () => {
    expect(await migrate(url, dir)).toEqual(ALL);
    expect(await migrate(url, dir)).toEqual([]);
    write('20270101000000_more', 'CREATE TABLE "More" ("id" TEXT PRIMARY KEY);');
    expect(await migrate(url, dir)).toEqual(['20270101000000_more']);
  });

  test('a migration that fails midway leaves the database as it was', async () => {
    await migrate(url, dir);
    write('20270101000000_good', 'CREATE TABLE "Good" ("id" TEXT PRIMARY KEY);');
    write('20270102000000_bad', 'CREATE TABLE "Bad" ("id" TEXT PRIMARY KEY);\nCREATE TABLE oops (;');
    await expect(migrate(url, dir)).rejects.toThrow(
      /Migration 20270102000000_bad failed and was undone .*is as it was/,
    );
    write('20270102000000_bad', 'CREATE TABLE "Bad" ("id" TEXT PRIMARY KEY);');
    expect(await migrate(url, dir)).toEqual(['20270101000000_good', '20270102000000_bad']);
  });

  test('an edited migration is refused by name', async () => {
    await migrate(url, dir);
    write(START, 'CREATE TABLE "Other" ("id" TEXT PRIMARY KEY);');
    await expect(migrate(url, dir)).rejects.toThrow(
      /Migration 20261123000000_start was edited after .* write a new migration/,
    );
  });

  test('a database of a newer version is refused', async () => {
    write('20270101000000_more', 'CREATE TABLE "More" ("id" TEXT PRIMARY KEY);');
    await migrate(url, dir);
    await expect(migrate(url, MIGRATIONS[kind])).rejects.toThrow(
      /newer than this version .*20270101000000_more.*Start the newer version/,
    );
  });

  test('a migration that another tool left unfinished is refused', async () => {
    write('20270101000000_unfinish', 'UPDATE "_prisma_migrations" SET "finished_at" = NULL;');
    await migrate(url, dir);
    await expect(migrate(url, dir)).rejects.toThrow(/begun by another tool and never finished/);
  });

  test('four processes that start at once migrate once', async () => {
    const script = `console.log(JSON.stringify(await migrate(${JSON.stringify(url)}, MIGRATIONS.${kind})));`;
    const printed = await Promise.all([1, 2, 3, 4].map(() => runScript(script)));
    expect(printed.sort()).toEqual([JSON.stringify(ALL), '[]', '[]', '[]']);
    const db = await openDatabase(url);
    await db.ensureUser('ada', 'Ada');
    await db.close();
  });

  test('what students have done is kept when a task gets more to keep', async () => {
    rmSync(path.join(dir, '20261124000000_tasks'), { recursive: true });
    write(
      '20261123000001_rows',
      `INSERT INTO "User" ("id", "name") VALUES ('ada', 'Ada');
       INSERT INTO "Attempt" ("id", "userId", "lesson", "startedAt") VALUES
         ('1', 'ada', 'a/b', '2026-01-01T10:00:00.000+00:00'), ('2', 'ada', 'a/c', '2026-01-01T08:00:00.000+00:00');
       INSERT INTO "TaskResult" ("attemptId", "task", "firstPassedAt") VALUES
         ('1', 'who', '2026-01-01T11:00:00.000+00:00'), ('1', 'where', '2026-01-01T12:00:00.000+00:00');`,
    );
    await migrate(url, dir);
    cpSync(MIGRATIONS[kind], dir, { recursive: true });
    expect(await migrate(url, dir)).toEqual(['20261124000000_tasks']);
    const db = await openDatabase(url);
    const [first, second] = await db.attempts('ada');
    const at = (hour: number) => Date.UTC(2026, 0, 1, hour);
    const untouched = { hintsOpened: 0, tries: 0, answers: {}, solutionSeenAtMs: null };
    expect(first).toEqual({
      lesson: 'a/b',
      startedAtMs: at(10),
      seenAtMs: at(12),
      completedAtMs: null,
      tasks: new Map([
        ['who', { ...untouched, firstPassedAtMs: at(11) }],
        ['where', { ...untouched, firstPassedAtMs: at(12) }],
      ]),
    });
    expect(second).toMatchObject({ lesson: 'a/c', startedAtMs: at(8), seenAtMs: at(8), tasks: new Map() });
    await db.close();
  });

  test("Prisma's own tool finds the history in order, and the tables as the schema wants them", async () => {
    await migrate(url, MIGRATIONS[kind]);
    expect(await prisma('migrate', 'status')).toContain('Database schema is up to date');
    const schema = kind === 'sqlite' ? 'prisma/schema.prisma' : 'prisma/.gen/postgresql.prisma';
    const diff = ['migrate', 'diff', '--from-config-datasource', '--to-schema', schema, '--exit-code'];
    expect(await prisma(...diff)).toContain('No difference detected');
  });

  /** What Prisma's command line says; throws when it fails. */
  async function prisma(...args: string[]): Promise<string> {
    const command = ['node_modules/prisma/build/index.js', ...args];
    const { stdout } = await promisify(execFile)(process.execPath, command, {
      cwd: ROOT,
      env: {
        ...process.env,
        DATABASE_URL: url,
        DB_PROVIDER: kind,
        PRISMA_SCHEMA_ENGINE_BINARY: path.join(ROOT, 'scripts/schema-engine.mjs'),
        CHECKPOINT_DISABLE: '1',
      },
    });
    return stdout;
  }
});

test('a URL that names no database is told how to write one', async () => {
  for (const url of ['', 'mysql://host/db', 'file:', 'postgresql:'])
    await expect(migrate(url, MIGRATIONS.sqlite)).rejects.toThrow(
      /DATABASE_URL names no database. Write file:/,
    );
  await expect(openDatabase('nonsense')).rejects.toBeInstanceOf(DatabaseError);
});
