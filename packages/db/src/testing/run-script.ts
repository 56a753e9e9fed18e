/** Runs a piece of a program in a process of its own, for tests that need two of them or must kill one. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const index = path.resolve(import.meta.dirname, '../index.ts');
/** The product's migrations, by kind of database. */
export const MIGRATIONS = {
  sqlite: path.resolve(import.meta.dirname, '../../../../prisma/migrations/sqlite'),
  postgresql: path.resolve(import.meta.dirname, '../../../../prisma/migrations/postgresql'),
} as const;

const node = (body: string) => [
  process.execPath,
  '--input-type=module',
  '--eval',
  `import { migrate, openDatabase } from ${JSON.stringify(index)};
   const MIGRATIONS = ${JSON.stringify(MIGRATIONS)};
   ${body}`,
];

/** What `body` prints. It has migrate, openDatabase and MIGRATIONS. */
export async function runScript(body: string): Promise<string> {
  const [command = '', ...args] = node(body);
  return (await run(command, args)).stdout.trim();
}

/** The same after `setUp`, a shell command that may mount what it likes: nobody else sees it. */
export async function runScriptWithMounts(setUp: string, body: string): Promise<string> {
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const { stdout } = await run('unshare', [
    ...asRoot,
    '--mount',
    'sh',
    '-c',
    `${setUp} && exec "$@"`,
    'sh',
    ...node(body),
  ]);
  return stdout.trim();
}

/** Starts it and leaves it running. The test ends it. */
export function startScript(body: string): ChildProcess {
  const [command = '', ...args] = node(body);
  return spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}
