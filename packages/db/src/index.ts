/** People and progress. The only package that knows Prisma. */
export type * from './database.ts';
