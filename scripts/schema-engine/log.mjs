/** Log lines in the form that Prisma reads from its engine's standard error. */
import process from 'node:process';

export function log(level, message, extra = {}) {
  const line = { level, target: 'schema_engine::logger', fields: { message, ...extra } };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
