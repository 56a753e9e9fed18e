/** Migrates PostgreSQL databases. Imported only when one is used. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type MigrationTarget, migrationsTable, ROWS } from './migration-target.ts';

/** The advisory lock that Prisma's own CLI takes: it and we never migrate at once. */
const PRISMA_LOCK = 72707369;
const LOCK_TIMEOUT_MS = 30_000;

/** A PostgreSQL database to migrate. Throws the driver's own errors. */
export async function postgresqlMigrationTarget(url: string): Promise<MigrationTarget> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A connection that is cut between two queries must not end the process; the next query reports it.
  client.on('error', () => {});
  await client.connect();
  return {
    prepare: async () => void (await client.query(migrationsTable('TIMESTAMPTZ'))),
    rows: async () => (await client.query(ROWS)).rows,
    script: async (sql) => void (await client.query(sql)),
    async note(name, checksum, startedAt, finishedAt) {
      await client.query(
        `INSERT INTO "_prisma_migrations"
           ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
         VALUES ($1, $2, $3, $4, $5, 1)`,
        [randomUUID(), checksum, name, startedAt, finishedAt],
      );
    },
    async exclusively(work) {
      await client.query('BEGIN');
      try {
        await client.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
        await client.query('SELECT pg_advisory_xact_lock($1)', [PRISMA_LOCK]);
        const result = await work();
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {});
        throw error;
      }
    },
    close: () => client.end(),
  };
}
