/** Runs all tests on an engine, started if none answers, and counts them. Used by `npm test` and by CI. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { engineFault, startEngine } from './engine.mjs';
import { install, installCommand, mayInstall, missing, PACKAGES } from './host-packages.mjs';
import { run } from './program.mjs';
import { step } from './progress.mjs';
import { Failure, STATE } from './project.mjs';
import { countLessons, countPlaywright, countVitest, sum } from './test-results.mjs';

const REPORTS = {
  unit: path.join(STATE, 'vitest.json'),
  e2e: path.join(STATE, 'e2e.json'),
  kind: path.join(STATE, 'kind.json'),
};
/** Lessons whose machines have an engine of their own that each of its ways can give; they must solve them. */
const NESTED = [
  'courses/containers/a-container-taken-apart',
  'courses/containers/a-pod-by-hand',
  'courses/control-loops/a-control-loop',
  'courses/control-loops/status-and-cleanup',
];
const ALL = ['courses', 'playgrounds'];
/** Engine first: most lessons need it. What fools a check on one way fools it on the other. */
const PROOFS = [
  { name: 'docker', what: ALL, options: ['--runtime', 'docker'] },
  {
    name: 'docker-privileged',
    what: NESTED,
    options: ['--runtime', 'docker', '--way', 'privileged', '--solutions-only'],
  },
  { name: 'process', what: ALL, options: ['--runtime', 'process'] },
];

/** Installs what the tests need of the host. Throws a Failure that names what is missing when we may not. */
export async function bringTestPackages() {
  const needed = [PACKAGES.bubblewrap, ...PACKAGES.tests];
  if (await engineFault()) needed.push(PACKAGES.engine);
  const names = missing(needed);
  if (names.length === 0) return;
  if (!mayInstall())
    throw new Failure(
      `The tests need what this machine lacks: ${names.join(', ')}. Run: ${installCommand(names)}`,
    );
  await step(`Installing ${names.join(', ')} by apt`, (tell) => install(names, tell));
}

/** Starts an engine until the end of this process if none answers. Returns a way to stop it, or null. */
export async function bringEngine() {
  if (!(await engineFault())) return null;
  return step('Docker engine', () => startEngine());
}

/** Unit, integration and contract tests. */
export async function runUnitTests() {
  rmSync(REPORTS.unit, { force: true });
  const startedMs = Date.now();
  const code = await run('vitest', ['run'], { show: true, anyCode: true });
  return tellCounts('Unit and contract tests', startedMs, honest(countVitest(REPORTS.unit), code));
}

/** Every lesson that ships proves itself, on each runtime that can run it; by the command that authors have. */
export async function runLessonTests() {
  const counts = [];
  for (const { name, what, options } of PROOFS) {
    const report = path.join(STATE, `lessons-${name}.xml`);
    rmSync(report, { force: true });
    const startedMs = Date.now();
    const args = ['apps/cli/src/main.ts', 'lesson', 'test', ...what, ...options, '--junit', report];
    const code = await run(process.execPath, args, { show: true, anyCode: true });
    counts.push(tellCounts(`Lessons on ${name}`, startedMs, honest(countLessons(report), code)));
  }
  return sum(counts);
}

/** The product in a browser. */
export async function runBrowserTests() {
  rmSync(REPORTS.e2e, { force: true });
  const startedMs = Date.now();
  const code = await run('playwright', ['test'], { show: true, anyCode: true });
  return tellCounts('Browser tests', startedMs, honest(countPlaywright(REPORTS.e2e), code));
}

/** Clusters in real machines. They need the image `kind`. */
export async function runClusterTests() {
  rmSync(REPORTS.kind, { force: true });
  const startedMs = Date.now();
  const code = await run('vitest', ['run', '--config', 'test/kind/vitest.config.ts'], {
    show: true,
    anyCode: true,
  });
  return tellCounts('Cluster tests', startedMs, honest(countVitest(REPORTS.kind), code));
}

/** A runner that failed has a failure, whatever it counted. */
const honest = (counts, code) =>
  code !== 0 && counts.failed === 0
    ? { ...counts, failed: 1, failures: [`The runner ended with ${code}, though no test failed.`] }
    : counts;

/** Says how a part ended. Returns its counts, each failure with the name of the part. */
function tellCounts(title, startedMs, counts) {
  const skipped = counts.skipped ? `, ${counts.skipped} skipped` : '';
  const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
  console.log(
    `${counts.failed ? '✗' : '✓'} ${title}  ${seconds} s  ${counts.passed} passed, ${counts.failed} failed${skipped}`,
  );
  return { ...counts, failures: counts.failures.map((failure) => `${title}: ${failure}`) };
}

/**
 * What failed, once more, where nobody has to look for it; the last line; and the exit code: no test at all is no
 * success, nor is a skipped one in CI.
 */
export function conclude({ passed, failed, skipped, failures }, ci) {
  const all = failed + (ci ? skipped : 0);
  for (const failure of failures) console.log(`\n✗ ${failure}`);
  if (failures.length > 0) console.log('');
  console.log(`${passed} passed, ${all} failed`);
  return all > 0 || passed === 0 ? 1 : 0;
}

/** The kinds of tests by the name that `npm test -- NAME` takes. */
export const SUITES = {
  unit: runUnitTests,
  lessons: runLessonTests,
  e2e: runBrowserTests,
  kind: runClusterTests,
};

/** What `npm test` runs. The others need an image that takes long to build. */
const USUAL = ['unit', 'lessons', 'e2e'];

/** The names on the command line, or the usual ones. Throws a Failure for one that there is not. */
export function chosenSuites(args = process.argv.slice(2)) {
  const unknown = args.find((name) => !Object.hasOwn(SUITES, name));
  if (unknown)
    throw new Failure(
      `There are no tests named ${unknown}. Run: npm test, or one of ${Object.keys(SUITES)
        .map((one) => `npm test ${one}`)
        .join(', ')}`,
    );
  return args.length > 0 ? args : USUAL;
}
