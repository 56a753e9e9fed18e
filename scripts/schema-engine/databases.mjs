/** The database that a datasource names: PostgreSQL by its URL, else SQLite. */
import { postgresqlDatabase } from './postgresql.mjs';
import { sqliteDatabase } from './sqlite.mjs';

/**
 * Opens nothing yet. A database has a `name`, an `adapterFactory()` for the engine, and the duties that the
 * engine's WASM build leaves to its host: `canConnect`, `create`, `drop` and, where it does it wrong, `reset`.
 */
export function openDatabase({ url = '', shadowDatabaseUrl }) {
  return /^postgres(ql)?:/.test(url) ? postgresqlDatabase(url, shadowDatabaseUrl) : sqliteDatabase(url);
}
