/** Loads the engine's WASM build. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const BINDINGS = '@prisma/schema-engine-wasm/schema_engine_bg';
const folder = () => path.dirname(createRequire(import.meta.url).resolve(BINDINGS));

/** The commit that the engine was built from: the end of its package's version. */
export const engineVersion = () =>
  JSON.parse(readFileSync(path.join(folder(), 'package.json'), 'utf8'))
    .version.split('.')
    .pop();

/** The words of a Rust panic; set from then on. */
export const panic = { message: undefined };

/** The engine over a database. `words(error)` puts back what an adapter threw, which WASM knows by number. */
export async function openEngine(schemas, database, onLog) {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => {
      panic.message = message;
    },
  };
  const bindings = await import(BINDINGS);
  const bytes = readFileSync(path.join(folder(), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();

  const { bindMigrationAwareSqlAdapterFactory } = await import('@prisma/driver-adapter-utils');
  const adapter = bindMigrationAwareSqlAdapterFactory(await database.adapterFactory());
  // An empty list makes it panic: no schema is `undefined`.
  const datamodels = schemas.length ? schemas.map((file) => [file, readFileSync(file, 'utf8')]) : undefined;
  const engine = await bindings.SchemaEngine.new({ datamodels }, onLog, adapter);
  return { engine, words: (message) => restoreWords(message, adapter.errorRegistry) };
}

const restoreWords = (message, registry) =>
  message.replace(/External error id#(\d+)/, (_all, id) =>
    String(registry.consumeError(Number(id))?.error ?? 'unknown'),
  );
