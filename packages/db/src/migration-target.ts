/** What `migrate` needs of a database. Knows no migration by name. */

/** A row of Prisma's own table of migrations. */
export interface MigrationRow {
  migration_name: string;
  checksum: string;
  finished_at: unknown;
  rolled_back_at: unknown;
}

export interface MigrationTarget {
  /** Makes the table of migrations when it is missing. */
  prepare(): Promise<void>;
  rows(): Promise<MigrationRow[]>;
  /** Runs all statements of a migration. */
  script(sql: string): Promise<void>;
  /** Notes a migration as begun and done. Prisma's CLI agrees with what is noted here. */
  note(name: string, checksum: string, startedAt: Date, finishedAt: Date): Promise<void>;
  /** Runs `work` while no other process migrates. When it throws nothing of it remains. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Prisma's table, with this database's type for a time. */
export const migrationsTable = (time: string): string => `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                  VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"            VARCHAR(64) NOT NULL,
    "finished_at"         ${time},
    "migration_name"      VARCHAR(255) NOT NULL,
    "logs"                TEXT,
    "rolled_back_at"      ${time},
    "started_at"          ${time} NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

export const ROWS = `
  SELECT "migration_name", "checksum", "finished_at", "rolled_back_at" FROM "_prisma_migrations"`;
