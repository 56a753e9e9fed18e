/** The check of a commit; see .ci/run, which starts it. Every step must pass, and nothing may stay behind. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { labelled, livingTraces, markProcesses } from './leftovers.mjs';
import { main, run } from './program.mjs';
import { step } from './progress.mjs';
import { Failure, ROOT } from './project.mjs';
import {
  bringEngine,
  bringTestPackages,
  conclude,
  runBrowserTests,
  runClusterTests,
  runLessonTests,
  runUnitTests,
} from './run-tests.mjs';
import { beginClusterImage, bringNode, build, makeClients, makeImages } from './set-up.mjs';
import { sum } from './test-results.mjs';

/** What ends by itself after a test may take this long. */
const SETTLE_MS = 15_000;

const INSPECTIONS = [
  ['Format and lint', 'biome', ['ci', '--colors=off', '--error-on-warnings', '.']],
  ['Import rules', 'turbo', ['boundaries']],
  ['Types', 'turbo', ['run', 'typecheck', '--output-logs=errors-only']],
];

await main(async () => {
  const node = await bringNode(fileURLToPath(import.meta.url));
  if (!node.goOn) return node.code;
  markProcesses();
  const tracesBefore = livingTraces();
  await step('Lock file names no registry', async () => expectPortableLock());
  await makeClients();
  await bringTestPackages();
  const stopEngine = await bringEngine();
  const labelledBefore = await labelled();
  const counts = [];
  for (const [title, tool, args] of INSPECTIONS)
    counts.push(await check(title, (tell) => run(tool, args, { onLine: tell })));
  counts.push(...(await buildAndTest()));
  counts.push(
    await check('No container, network or volume is left', () => expectNoMore(labelled, labelledBefore)),
  );
  if (stopEngine) await step('Stopping the Docker engine', () => stopEngine());
  counts.push(await check('No process or namespace is left', () => expectNoMore(livingTraces, tracesBefore)));
  return conclude(sum(counts), true);
});

async function buildAndTest() {
  try {
    await build();
    await makeImages({ sure: true });
  } catch (error) {
    return [failure('Build', error)];
  }
  const endClusterImage = beginClusterImage();
  const counts = [await runUnitTests()];
  // Before the lessons: with it, those on clusters are proved, too.
  const image = await counted('Cluster image', endClusterImage);
  counts.push(image);
  if (image.failed === 0) counts.push(await runClusterTests());
  counts.push(await runLessonTests(), await runBrowserTests());
  return counts;
}

/** A step that counts as a test. */
function check(title, work) {
  return counted(title, () => step(title, work));
}

async function counted(title, work) {
  try {
    await work();
    return { passed: 1, failed: 0, skipped: 0, failures: [] };
  } catch (error) {
    return failure(title, error);
  }
}

/** Tells a Failure and counts it; throws anything else. */
function failure(title, error) {
  if (!(error instanceof Failure)) throw error;
  console.error(error.message);
  return { passed: 0, failed: 1, skipped: 0, failures: [`${title}: ${error.message}`] };
}

/** A lock file with hosts in it installs only where they are reached. */
function expectPortableLock() {
  const lock = readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8');
  const host = /"resolved": "(\w+:\/\/[^/"]+)/.exec(lock);
  if (host)
    throw new Failure(
      `package-lock.json names the registry ${host[1]}. Make it anew with: npm install --package-lock-only --omit-lockfile-registry-resolved`,
    );
}

async function expectNoMore(look, before) {
  const deadline = Date.now() + SETTLE_MS;
  for (;;) {
    const more = (await look()).filter((line) => !before.includes(line));
    if (more.length === 0) return;
    if (Date.now() > deadline)
      throw new Failure(`Left behind:\n${more.map((line) => `  ${line}`).join('\n')}`);
    await wait(200);
  }
}
