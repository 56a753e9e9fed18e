/** Counts tests from what the runners wrote. */
import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** Of vitest's JSON. A file that could not be loaded counts as one failure. @returns {Counts} */
export function countVitest(file) {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((result) => result.status !== 'failed'),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Of Playwright's JSON. Flaky is failed, an error outside a test is a failure. @returns {Counts} */
export function countPlaywright(file) {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
}

/**
 * Of the JUnit file of `sandlot lesson test`, each lesson's suite being one test. A lesson that this host cannot run on
 * this runtime is left out: the other runtime has it. @returns {Counts & { lessons: string[] }}
 */
export function countLessons(file) {
  const suites = [...(readText(file) ?? '').matchAll(/<testsuite [^>]*>/g)].map(([tag]) => ({
    broken: !/ failures="0"/.test(tag) || !/ errors="0"/.test(tag),
    skipped: !/ skipped="0"/.test(tag),
  }));
  const proved = suites.filter(({ skipped }) => !skipped);
  const failed = proved.filter(({ broken }) => broken).length;
  const passed = proved.length - failed;
  return { passed, failed: passed + failed === 0 ? 1 : failed, skipped: 0 };
}

/** @param {Counts[]} all @returns {Counts} */
export function sum(all) {
  const add = (key) => all.reduce((total, counts) => total + counts[key], 0);
  return { passed: add('passed'), failed: add('failed'), skipped: add('skipped') };
}

/** A report that is missing or half-written is the runner's failure. */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
