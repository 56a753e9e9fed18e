/** People and progress. The only package that knows Prisma. */
export type * from './database.ts';
export { DatabaseError } from './database-error.ts';
export { migrate } from './migrate.ts';
export { openDatabase } from './open-database.ts';
