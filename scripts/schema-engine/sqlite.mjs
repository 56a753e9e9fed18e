/** SQLite files for the engine. */
import { closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import path from 'node:path';

export function sqliteDatabase(url) {
  const file = path.resolve(url.replace(/^file:/, '').replace(/\?.*$/, ''));
  const name = path.basename(file);
  let connection;
  const database = {
    name,
    async canConnect() {
      if (existsSync(file)) return;
      throw Object.assign(new Error(`Database \`${name}\` does not exist`), { error_code: 'P1003' });
    },
    async create() {
      mkdirSync(path.dirname(file), { recursive: true });
      closeSync(openSync(file, 'a'));
    },
    async drop() {
      for (const end of ['', '-journal', '-wal', '-shm']) rmSync(file + end, { force: true });
    },
    /** The WASM engine only empties the tables; the native one begins a new file. */
    async reset() {
      await connection?.dispose();
      await database.drop();
      await database.create();
    },
    async adapterFactory() {
      const { PrismaBetterSqlite3 } = await import('@prisma/adapter-better-sqlite3');
      const factory = new PrismaBetterSqlite3({ url }, { shadowDatabaseUrl: ':memory:' });
      return {
        provider: factory.provider,
        adapterName: factory.adapterName,
        async connect() {
          connection = mend(await factory.connect());
          return connection;
        },
        connectToShadowDb: async () => mend(await factory.connectToShadowDb()),
      };
    },
  };
  return database;
}

/** Makes up for what the engine expects of a connection and the driver does not do. */
function mend(connection) {
  for (const method of ['queryRaw', 'executeRaw']) {
    const ask = connection[method].bind(connection);
    connection[method] = async (query) => {
      try {
        return await ask(query);
      } catch (error) {
        if (asksForMissingHistory(error, query)) {
          await connection.executeScript(HISTORY);
          return ask(query);
        }
        if (!/more than one statement/.test(error?.message)) throw error;
        await connection.executeScript(query.sql); // the driver prepares one statement at a time
        return method === 'queryRaw' ? { columnNames: [], columnTypes: [], rows: [] } : 0;
      }
    };
  }
  return connection;
}

/** The native engine takes a missing history as "no migrations yet"; this one gives up (P1014). */
const asksForMissingHistory = (error, { sql }) =>
  error?.cause?.kind === 'TableDoesNotExist' && /FROM `_prisma_migrations`/.test(sql);

const HISTORY = `
  CREATE TABLE "_prisma_migrations" (
    "id"                  TEXT PRIMARY KEY NOT NULL,
    "checksum"            TEXT NOT NULL,
    "finished_at"         DATETIME,
    "migration_name"      TEXT NOT NULL,
    "logs"                TEXT,
    "rolled_back_at"      DATETIME,
    "started_at"          DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
  );`;
