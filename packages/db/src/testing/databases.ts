/** Empty databases of both kinds, for suites that hold on each. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type PostgresqlServer, startPostgresql } from './postgresql-server.ts';

export interface TestDatabases {
  /** The URL of a new, empty database. */
  create(): Promise<string>;
  /** Removes all that were made. */
  close(): Promise<void>;
}

/** SQLite files in a folder that is removed at the end. */
export function sqliteFiles(): TestDatabases {
  const dir = mkdtempSync(path.join(tmpdir(), 'sandlot-db-'));
  return {
    create: async () => `file:${path.join(dir, randomUUID(), 'sandlot.db')}`,
    close: async () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** Databases on one server, started with the first. */
export function postgresqlDatabases(): TestDatabases {
  let server: Promise<PostgresqlServer> | undefined;
  return {
    async create() {
      server ??= startPostgresql();
      return (await server).createDatabase(`t_${randomUUID().slice(0, 8)}`);
    },
    close: async () => (await server)?.stop(),
  };
}

export const KINDS = [
  ['sqlite', sqliteFiles],
  ['postgresql', postgresqlDatabases],
] as const;
