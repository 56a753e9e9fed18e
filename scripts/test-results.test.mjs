import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { chosenSuites, conclude } from './run-tests.mjs';
import { countLessons, countPlaywright, countVitest, sum } from './test-results.mjs';

const dir = mkdtempSync(path.join(tmpdir(), 'sandlot-results-'));
afterAll(() => rmSync(dir, { recursive: true }));
const file = (report) => {
  const name = path.join(dir, 'report.json');
  writeFileSync(name, typeof report === 'string' ? report : JSON.stringify(report));
  return name;
};

test('vitest: a file that could not be loaded is a failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(countVitest(file(report))).toEqual({ passed: 3, failed: 2, skipped: 2 });
});

test('Playwright: flaky is failed, an error outside a test is a failure', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  expect(countPlaywright(file({ stats, errors: [{ message: 'no server' }] }))).toEqual({
    passed: 5,
    failed: 3,
    skipped: 2,
  });
});

test('lessons: each is one test; one that this runtime cannot run is none, and none at all is a failure', () => {
  const suite = (name, failures, skipped) =>
    `<testsuite name="${name}" time="1" tests="9" failures="${failures}" errors="0" skipped="${skipped}">`;
  const report = `<testsuites tests="1">${suite('a/b', 0, 0)}${suite('a/c', 2, 0)}${suite('a/d', 0, 1)}`;
  expect(countLessons(file(report))).toEqual({ passed: 1, failed: 1, skipped: 0 });
  expect(countLessons(file(suite('a/d', 0, 1)))).toMatchObject({ passed: 0, failed: 1 });
  expect(countLessons(path.join(dir, 'none.xml'))).toMatchObject({ passed: 0, failed: 1 });
});

test('a report that is missing or half-written is a failure', () => {
  const failure = { passed: 0, failed: 1, skipped: 0 };
  expect(countVitest(path.join(dir, 'none.json'))).toEqual(failure);
  expect(countPlaywright(file('{"stats":'))).toEqual(failure);
});

test('the last line and the exit code', () => {
  const line = vi.spyOn(console, 'log').mockImplementation(() => {});
  const counts = sum([
    { passed: 2, failed: 0, skipped: 1 },
    { passed: 3, failed: 0, skipped: 0 },
  ]);
  expect(conclude(counts, false)).toBe(0);
  expect(line).toHaveBeenLastCalledWith('5 passed, 0 failed');
  expect(conclude(counts, true)).toBe(1); // in CI a skipped test is a failed one
  expect(line).toHaveBeenLastCalledWith('5 passed, 1 failed');
  expect(conclude({ passed: 0, failed: 0, skipped: 0 }, false)).toBe(1);
  line.mockRestore();
});

test('the parts that `npm test` takes by name', () => {
  expect(chosenSuites([])).toEqual(['unit', 'lessons', 'e2e']);
  expect(chosenSuites(['e2e'])).toEqual(['e2e']);
  expect(() => chosenSuites(['unti'])).toThrow(
    'There are no tests named unti. Run: npm test, or one of npm test unit, npm test lessons, npm test e2e',
  );
});
