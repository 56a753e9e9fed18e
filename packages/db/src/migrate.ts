/** Brings a database up to date at boot, without Prisma's CLI, keeping the CLI's own table of migrations. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseError, explainDatabaseError } from './database-error.ts';
import { type DatabaseLocation, locateDatabase } from './database-location.ts';
import type { MigrationTarget } from './migration-target.ts';

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/**
 * Applies what is missing of `migrationsDir/<name>/migration.sql` in the order of names, and returns the names
 * applied. The folder is that of the database's kind: prisma/migrations/sqlite or .../postgresql. All of them or none: a failure leaves the database as it was. Of several
 * processes at once one migrates and the others wait. Throws DatabaseError.
 */
export async function migrate(url: string, migrationsDir: string): Promise<string[]> {
  const location = locateDatabase(url);
  const migrations = await readMigrations(migrationsDir);
  try {
    const target = await openTarget(location);
    try {
      return await target.exclusively(() => applyMissing(target, migrations, location.name));
    } finally {
      await target.close();
    }
  } catch (error) {
    throw explainDatabaseError(location, error);
  }
}

async function openTarget(location: DatabaseLocation): Promise<MigrationTarget> {
  if (location.provider === 'sqlite') {
    const { sqliteMigrationTarget } = await import('./sqlite-file.ts');
    return sqliteMigrationTarget(location.path);
  }
  const { postgresqlMigrationTarget } = await import('./postgresql-migrations.ts');
  return postgresqlMigrationTarget(location.url);
}

async function readMigrations(dir: string): Promise<Migration[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(dir, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function applyMissing(
  target: MigrationTarget,
  migrations: Migration[],
  database: string,
): Promise<string[]> {
  const missing = await findMissing(target, migrations, database);
  for (const { name, sql, checksum } of missing) {
    const startedAt = new Date();
    try {
      await target.script(sql);
    } catch (error) {
      throw new DatabaseError(
        `Migration ${name} failed and was undone (${(error as Error).message}). The database ${database} is as it was; go back to the version of Sandlot before, and report this.`,
        { cause: error },
      );
    }
    await target.note(name, checksum, startedAt, new Date());
  }
  return missing.map((migration) => migration.name);
}

async function findMissing(
  target: MigrationTarget,
  migrations: Migration[],
  database: string,
): Promise<Migration[]> {
  await target.prepare();
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const applied = new Set<string>();
  for (const row of await target.rows()) {
    if (row.rolled_back_at) continue;
    const name = row.migration_name;
    const migration = known.get(name);
    if (!row.finished_at)
      throw new DatabaseError(
        `Migration ${name} of the database ${database} was begun by another tool and never finished. Settle it with \`prisma migrate resolve\`, or put back a copy of the database.`,
      );
    if (!migration)
      throw new DatabaseError(
        `The database ${database} is newer than this version of Sandlot (it has migration ${name}). Start the newer version, or put back a copy from before.`,
      );
    if (migration.checksum !== row.checksum)
      throw new DatabaseError(
        `Migration ${name} was edited after the database ${database} had it. Put its file back as it was, and write a new migration for the change.`,
      );
    applied.add(name);
  }
  return migrations.filter((migration) => !applied.has(migration.name));
}
