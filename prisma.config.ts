/**
 * Prisma's settings. There is one schema file; a provider line must be a literal, so the PostgreSQL
 * twin is written from it on every call of the CLI.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'prisma/config';

const root = import.meta.dirname;
const url = process.env.DATABASE_URL ?? `file:${path.join(root, '.sandlot/dev.db')}`;
const provider = process.env.DB_PROVIDER ?? (/^postgres/.test(url) ? 'postgresql' : 'sqlite');
let schema = path.join(root, 'prisma/schema.prisma');
if (provider === 'postgresql') {
  const twin = readFileSync(schema, 'utf8')
    .replace('provider = "sqlite"', 'provider = "postgresql"')
    .replace('generated/sqlite', 'generated/postgresql')
    .replace('"../packages', '"../../packages');
  schema = path.join(root, 'prisma/.gen/postgresql.prisma');
  mkdirSync(path.dirname(schema), { recursive: true });
  writeFileSync(schema, twin);
}

export default defineConfig({
  schema,
  migrations: { path: path.join(root, 'prisma/migrations', provider) },
  datasource: { url },
});
