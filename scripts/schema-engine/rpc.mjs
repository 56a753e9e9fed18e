/** JSON-RPC on standard input and output, one message a line, answered one after the other. */
import process from 'node:process';
import { createInterface } from 'node:readline';
import { log } from './log.mjs';
import { openEngine, panic } from './wasm.mjs';

/** Prisma's code for "see the data field". */
const FAILED = 4466;
const reply = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

/** Answers until standard input ends. */
export function serve(schemas, database) {
  let opened = null;
  const open = () => {
    opened ??= openEngine(schemas, database, (line) => log('DEBUG', String(line)));
    return opened;
  };
  const close = () => {
    opened = null;
  };
  const methods = ownMethods(database, open, close);
  let current = null;
  let queue = Promise.resolve();
  // A Rust panic surfaces as an uncaught error: it answers the call that it broke.
  process.on('uncaughtException', (error) => {
    const data = { is_panic: false, message: panic.message ?? String(error) };
    reply({ id: current, error: { code: FAILED, message: 'panic', data } });
    setTimeout(() => process.exit(1), 50);
  });
  const answer = async (line) => {
    const { id, method, params } = JSON.parse(line);
    if (!method) return; // Prisma acknowledges what we printed
    current = id;
    try {
      const own = methods[method];
      const result = own ? await own(params) : await (await open()).engine[method](params);
      reply({ id, result: result ?? {} });
    } catch (error) {
      reply({ id, error: await describe(error, opened) });
    }
  };
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      queue = queue.then(() => answer(line));
    })
    .on('close', () => queue.then(() => process.exit(0)));
}

/** What the WASM build does not do, or not as the native one does it. */
function ownMethods(database, open, close) {
  let printed = 1_000_000; // ids of our own messages, far from Prisma's
  return {
    async createDatabase() {
      await database.create();
      return { databaseName: database.name };
    },
    async getDatabaseVersion(params) {
      return (await open()).engine.version(params);
    },
    async reset(params) {
      if (!database.reset) return (await open()).engine.reset(params);
      close();
      await database.reset();
    },
    async diff(params) {
      const { exitCode, stdout } = await (await open()).engine.diff(params);
      if (stdout) reply({ id: ++printed, method: 'print', params: { content: stdout } });
      return { exitCode, stdout: null };
    },
  };
}

async function describe(error, opened) {
  const said = panic.message ?? error?.message ?? String(error);
  const message = (await opened?.catch(() => null))?.words(said) ?? said;
  const data = {
    is_panic: /unreachable|RuntimeError/.test(message),
    message,
    error_code: error?.code,
    meta: error?.meta,
  };
  return { code: FAILED, message: 'An error happened. Check the data field for details.', data };
}
