/** Everything that must be there before Sandlot can start, each made only when it is missing or has changed. */
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { engineFault } from './engine.mjs';
import { install, installCommand, mayInstall, missing, PACKAGES } from './host-packages.mjs';
import { handOver, run } from './program.mjs';
import { note, step } from './progress.mjs';
import { BIN, environment, Failure, LEAST_NODE, nodeMajor, ROOT } from './project.mjs';
import { contentHash, fingerprint, isStamped, stamped } from './stamp.mjs';

/** Dependencies and build take 2 GiB; a full disk half-way is harder to read than this. */
const LEAST_FREE_BYTES = 2 * 1024 ** 3;

/**
 * Dependencies, then the Node that they bring. Returns true when this process can go on; else the script has run
 * to its end under that Node, and `code` is its exit code.
 */
export async function bringNode(script) {
  if (!dependenciesAreInstalled()) await step('Dependencies (npm ci)', installDependencies);
  if (nodeMajor() >= LEAST_NODE) return { goOn: true };
  const newer = path.join(BIN, 'node');
  if (!existsSync(newer))
    throw new Failure(
      `Sandlot needs Node ${LEAST_NODE} or newer and this is ${process.versions.node}. Install Node ${LEAST_NODE}, then run the same command again.`,
    );
  return { goOn: false, code: await handOver(newer, [script, ...process.argv.slice(2)]) };
}

/** npm notes what it installed; every package of the lock must be in it, but for those of other platforms. */
export function dependenciesAreInstalled(root = ROOT) {
  const installed = readJson(path.join(root, 'node_modules/.package-lock.json'))?.packages;
  const wanted = readJson(path.join(root, 'package-lock.json'))?.packages;
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(([place, { version, optional, devOptional, peer, link }]) => {
    if (!place.includes('node_modules/')) return true;
    const found = installed[place];
    if (!found) return Boolean(optional || devOptional || peer);
    return link || found.version === version;
  });
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

async function installDependencies(tell) {
  expectRoom();
  const [npm, ...args] = environment.npm;
  try {
    await run(npm, [...args, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      onLine: tell,
    });
  } catch (error) {
    throw new Failure(
      `${error.message}\nThe dependencies could not be installed. When npm's words above speak of the network, see to it and run the same command again.`,
    );
  }
}

function expectRoom() {
  const { bavail, bsize } = statfsSync(ROOT);
  if (bavail * bsize < LEAST_FREE_BYTES)
    throw new Failure(
      `Only ${Math.floor((bavail * bsize) / 1024 ** 2)} MiB are free on the disk of ${ROOT}, and the set-up needs ${LEAST_FREE_BYTES / 1024 ** 2} MiB. Free some space, then run the same command again.`,
    );
}

/** Prisma's clients, for both databases. */
export async function makeClients() {
  const value = contentHash(['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json']);
  const clients = ['sqlite', 'postgresql'];
  const outputs = clients.map((kind) => `packages/db/src/generated/${kind}/client.ts`);
  if (isStamped('prisma', value, outputs)) return;
  await step('Database clients', (tell) =>
    stamped('prisma', value, async () => {
      for (const kind of clients)
        await run(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
          onLine: tell,
          env: { DB_PROVIDER: kind },
        });
    }),
  );
}

const BUILT = ['apps/broker/dist/main.mjs', 'apps/web/.next/BUILD_ID'];
const SOURCES = [
  'apps/web',
  'apps/broker',
  'packages',
  'package-lock.json',
  'tsconfig.base.json',
  'turbo.json',
];

/** The production build of broker and web. */
export async function build() {
  const value = fingerprint(SOURCES);
  if (isStamped('build', value, BUILT)) return;
  await step('Production build', (tell) =>
    stamped('build', value, () => run('turbo', ['run', 'build', '--output-logs=new-only'], { onLine: tell })),
  );
}

/** An engine, or bubblewrap in its place. Returns true when an engine answers. */
export async function bringRuntime() {
  if (environment.runtime !== 'process') {
    const fault = await engineFault();
    if (!fault) return true;
    if (environment.runtime === 'docker') return false; // the launcher says what is wrong
    note(`Without Docker: ${fault}`);
  }
  const names = missing([PACKAGES.bubblewrap]);
  if (names.length === 0) return false;
  if (!mayInstall())
    throw new Failure(
      `Nothing here can run sandboxes: no Docker engine answers and bubblewrap is missing. Run: ${installCommand(names)}`,
    );
  await step(`Installing ${names.join(', ')} by apt`, (tell) => install(names, tell));
  return false;
}

/** The sandbox images. `sure`: ask the engine even when nothing has changed. Throws a Failure when one cannot be built. */
export async function makeImages({ sure }) {
  const value = `${fingerprint(['docker'])} ${environment.dockerHost}`;
  if (!sure && isStamped('images', value)) return;
  await step('Sandbox images', (tell) =>
    stamped('images', value, () =>
      run(process.execPath, ['apps/cli/src/main.ts', 'images'], { onLine: tell }),
    ),
  );
}

/** The image with a cluster in it, and what it is made of. The first time it takes ten minutes and more, then seconds. */
export const makeClusterImage = () => beginClusterImage()();

/**
 * Begins with the cluster image beside other work, to which it leaves the processor. Returns what waits for its end, and
 * throws a Failure when it could not be built.
 */
export function beginClusterImage() {
  let tell = () => {};
  const args = ['apps/cli/src/main.ts', 'images', 'kind', '--runtime', 'docker'];
  const built = run(process.execPath, args, { onLine: (line) => tell(line) });
  built.catch(() => {}); // told to who waits
  return () =>
    step('Cluster image', (show) => {
      tell = show;
      return built;
    });
}
