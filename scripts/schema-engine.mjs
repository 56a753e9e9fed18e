#!/usr/bin/env node
/**
 * Stands in for Prisma's `schema-engine` program. Prisma downloads that one from a host of its own, which a
 * machine without internet access cannot reach, and without it even `prisma generate` refuses to run. The same
 * engine is in npm, compiled to WASM: this speaks the program's command line and its JSON-RPC on standard input
 * and output, and answers from there. Named to Prisma by PRISMA_SCHEMA_ENGINE_BINARY; used by set-up and by
 * developers, never while Sandlot runs.
 */
import process from 'node:process';
import { readArguments } from './schema-engine/arguments.mjs';
import { openDatabase } from './schema-engine/databases.mjs';
import { log } from './schema-engine/log.mjs';
import { serve } from './schema-engine/rpc.mjs';
import { engineVersion } from './schema-engine/wasm.mjs';

/** Drivers' error codes -> Prisma's. */
const PRISMA_CODE = { '3D000': 'P1003', '28P01': 'P1000', ECONNREFUSED: 'P1001', '42P04': 'P1009' };

const { version, command, schemas, datasource } = readArguments(process.argv.slice(2));
if (version) console.log(`schema-engine-cli ${engineVersion()}`);
else if (command) process.exit(await runCommand(command, openDatabase(datasource)));
else serve(schemas, openDatabase(datasource));

/** One question, one answer: in the exit code and on standard error. */
async function runCommand(name, database) {
  log('INFO', 'Started'); // Prisma skips the first line
  try {
    const commands = {
      'can-connect-to-database': () => database.canConnect(),
      'create-database': () => database.create(),
      'drop-database': () => database.drop(),
    };
    await commands[name]();
    return 0;
  } catch (error) {
    const error_code = error.error_code ?? PRISMA_CODE[error.code] ?? 'P1010';
    log('ERROR', error.message || String(error.code), { error_code });
    return 1;
  }
}
