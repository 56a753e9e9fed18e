/** Opens the database that DATABASE_URL names: the one place that knows which clients there are. */
import type { Database } from './database.ts';
import { explainDatabaseError } from './database-error.ts';
import { type DatabaseLocation, locateDatabase } from './database-location.ts';
import type { PrismaClient } from './generated/sqlite/client.ts';
import { PrismaDatabase } from './prisma-database.ts';

/**
 * Opens `file:PATH` (SQLite, made when missing) or `postgresql://...` and asks it something, so that a
 * database which cannot be used is known at once. Run `migrate` first. Throws DatabaseError, as do all
 * methods of the Database when the file or the server fails later.
 */
export async function openDatabase(url: string): Promise<Database> {
  const location = locateDatabase(url);
  try {
    const prisma = location.provider === 'sqlite' ? await sqlite(location.path) : await postgresql(url);
    const explained = explaining(prisma, location);
    try {
      await explained.adminLink.count();
    } catch (error) {
      await prisma.$disconnect();
      throw error;
    }
    return new PrismaDatabase(explained);
  } catch (error) {
    throw explainDatabaseError(location, error);
  }
}

async function sqlite(file: string): Promise<PrismaClient> {
  const [{ BUSY_TIMEOUT_MS, openSqliteFile }, { PrismaClient }, { PrismaBetterSqlite3 }] = await Promise.all([
    import('./sqlite-file.ts'),
    import('./generated/sqlite/client.ts'),
    import('@prisma/adapter-better-sqlite3'),
  ]);
  const probe = await openSqliteFile(file); // WAL is a property of the file, not of the connection
  try {
    probe.exec('BEGIN IMMEDIATE; ROLLBACK'); // a file that can only be read is told now, not at the first write
  } finally {
    probe.close();
  }
  const adapter = new PrismaBetterSqlite3({ url: `file:${file}`, timeout: BUSY_TIMEOUT_MS });
  const prisma = new PrismaClient({ adapter });
  await prisma.$executeRawUnsafe('PRAGMA foreign_keys = ON');
  return prisma;
}

async function postgresql(url: string): Promise<PrismaClient> {
  const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
    import('./generated/postgresql/client.ts'),
    import('@prisma/adapter-pg'),
  ]);
  const adapter = new PrismaPg({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // Both clients are made from one schema, and differ only in types that it does not use.
  return new PrismaClient({ adapter }) as unknown as PrismaClient;
}

function explaining(prisma: PrismaClient, location: DatabaseLocation): PrismaClient {
  const extended = prisma.$extends({
    query: {
      async $allOperations({ args, query }) {
        try {
          return await query(args);
        } catch (error) {
          throw explainDatabaseError(location, error);
        }
      },
    },
  });
  return extended as unknown as PrismaClient;
}
