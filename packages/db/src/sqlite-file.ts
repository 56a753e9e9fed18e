/** Opens SQLite files the way that Sandlot needs them, and migrates them. */
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type SqliteFile from 'better-sqlite3';
import { type MigrationRow, type MigrationTarget, migrationsTable, ROWS } from './migration-target.ts';

/** How long a statement waits for another process's write, in ms. The whole process waits with it. */
export const BUSY_TIMEOUT_MS = 5_000;
/** How long a start waits for another process's start to finish, in ms. */
const START_TIMEOUT_MS = 30_000;

/**
 * Opens a file, made with its folder when missing, in WAL mode: readers and the one writer do not wait for
 * each other, and a killed writer leaves nothing half-written. Throws the driver's own errors.
 */
export async function openSqliteFile(file: string): Promise<SqliteFile.Database> {
  const { default: Sqlite } = await import('better-sqlite3');
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const db = new Sqlite(file, { timeout: START_TIMEOUT_MS });
  try {
    await switchToWal(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** SQLite does not wait its busy timeout for this one switch, so two first starts at once need a retry. */
async function switchToWal(db: SqliteFile.Database): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      db.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_BUSY' || Date.now() > deadline) throw error;
      await wait(20);
    }
  }
}

/** A SQLite file to migrate. */
export async function sqliteMigrationTarget(file: string): Promise<MigrationTarget> {
  const db = await openSqliteFile(file);
  // Tables are rebuilt by migrations: references are checked once at the end. No effect inside a transaction.
  db.pragma('foreign_keys = OFF');
  return {
    prepare: async () => void db.exec(migrationsTable('DATETIME')),
    rows: async () => db.prepare(ROWS).all() as MigrationRow[],
    script: async (sql) => void db.exec(sql),
    async note(name, checksum, startedAt, finishedAt) {
      db.prepare(
        `INSERT INTO "_prisma_migrations"
           ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
         VALUES (?, ?, ?, ?, ?, 1)`,
      ).run(randomUUID(), checksum, name, startedAt.toISOString(), finishedAt.toISOString());
    },
    async exclusively(work) {
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = await work();
        const broken = db.pragma('foreign_key_check') as { table: string }[];
        if (broken[0]) throw new Error(`rows of ${broken[0].table} would refer to nothing`);
        db.exec('COMMIT');
        return result;
      } catch (error) {
        if (db.inTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    close: async () => void db.close(),
  };
}
