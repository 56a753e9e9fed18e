/** What the runners wrote of the tests: how many passed, and what those that failed said. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { stripVTControlCharacters } from 'node:util';

/**
 * `failures` says of each failed test that the runner told of its name and its words: there may be fewer than `failed`.
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Counts
 */

/** Of one failure this many lines are repeated at the end of a run; all of it is where the test ran. */
const MOST_LINES = 25;

/** Of vitest's JSON. A file that could not be loaded counts as one failure. @returns {Counts} */
export function countVitest(file) {
  const report = readReport(file);
  if (!report) return unreadable(file);
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [told(name, [message])];
    return failed.map(({ fullName, failureMessages }) => told(`${name}: ${fullName}`, failureMessages));
  });
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  };
}

/** Of Playwright's JSON. Flaky is failed, an error outside a test is a failure. @returns {Counts} */
export function countPlaywright(file) {
  const report = readReport(file);
  if (!report) return unreadable(file);
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failures = [
    ...report.suites.flatMap(failedSpecs),
    ...report.errors.map(({ message }) => told('outside the tests', [message])),
  ];
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped, failures };
}

function failedSpecs({ specs = [], suites = [] }) {
  const own = specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results }) =>
        told(
          `[${projectName}] ${file}: ${title}`,
          results.flatMap(({ errors }) => errors.map(({ message }) => message)),
        ),
      ),
  );
  return [...own, ...suites.flatMap(failedSpecs)];
}

/**
 * Of the JUnit file of `sandlot lesson test`, each lesson's suite being one test. A lesson that this host cannot run on
 * this runtime is left out: the other runtime has it. @returns {Counts}
 */
export function countLessons(file) {
  const proved = readSuites(file).filter((suite) => suite.getElementsByTagName('skipped').length === 0);
  const failures = proved.flatMap((suite) => {
    const failed = [...suite.getElementsByTagName('failure'), ...suite.getElementsByTagName('error')];
    if (failed.length === 0) return [];
    const words = failed.map((failure) => {
      const tried = failure.parentNode;
      return `${tried.getAttribute('classname')}, ${tried.getAttribute('name')}: ${failure.getAttribute('message')}`;
    });
    return [told(suite.getAttribute('name'), words)];
  });
  if (proved.length === 0) return unreadable(file);
  return { passed: proved.length - failures.length, failed: failures.length, skipped: 0, failures };
}

/** @param {Counts[]} all @returns {Counts} */
export function sum(all) {
  const add = (key) => all.reduce((total, counts) => total + counts[key], 0);
  return {
    passed: add('passed'),
    failed: add('failed'),
    skipped: add('skipped'),
    failures: all.flatMap(({ failures }) => failures),
  };
}

/** A report that is missing or half-written, or tells of no test, is the runner's failure. */
function unreadable(file) {
  return { passed: 0, failed: 1, skipped: 0, failures: [`${file} tells of no test.`] };
}

function told(name, words) {
  const lines = stripVTControlCharacters(words.filter(Boolean).join('\n')).split('\n');
  const shown = lines.slice(0, MOST_LINES).map((line) => `  ${line}`);
  if (lines.length > MOST_LINES) shown.push(`  … and ${lines.length - MOST_LINES} lines more`);
  return [name, ...shown].join('\n');
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** The suites of a JUnit file; none if it cannot be read. */
function readSuites(file) {
  const { DOMParser } = createRequire(import.meta.url)('@xmldom/xmldom'); // late: see set-up.test.mjs
  try {
    const report = new DOMParser().parseFromString(readFileSync(file, 'utf8'), 'text/xml');
    return [...report.getElementsByTagName('testsuite')];
  } catch {
    return [];
  }
}
