/** Where a database is, read from DATABASE_URL. Opens nothing. */
import path from 'node:path';
import { DatabaseError } from './database-error.ts';

export type DatabaseLocation =
  | { provider: 'sqlite'; url: string; path: string; name: string }
  | { provider: 'postgresql'; url: string; name: string };

/**
 * Reads `file:PATH` and `postgresql://...`. `name` is for people: the path, or host and database
 * without the password. Throws DatabaseError for anything else.
 */
export function locateDatabase(url: string): DatabaseLocation {
  const file = /^file:(?:\/\/(?=\/))?([^?]+)/.exec(url)?.[1];
  if (file !== undefined) {
    const absolute = path.resolve(file);
    return { provider: 'sqlite', url, path: absolute, name: absolute };
  }
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)) {
    const { host, pathname } = new URL(url);
    return { provider: 'postgresql', url, name: `${host || 'localhost'}${pathname}` };
  }
  throw new DatabaseError(
    'DATABASE_URL names no database. Write file:/path/to/sandlot.db or postgresql://user:password@host/database.',
  );
}
