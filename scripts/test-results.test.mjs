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
  const failed = {
    status: 'failed',
    fullName: 'a lab starts',
    failureMessages: ['\u001b[31mno node\u001b[0m'],
  };
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { name: 'a.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }] },
      { name: 'b.test.ts', status: 'failed', assertionResults: [failed] },
      { name: 'c.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    ],
  };
  expect(countVitest(file(report))).toEqual({
    passed: 3,
    failed: 2,
    skipped: 2,
    failures: ['b.test.ts: a lab starts\n  no node', 'c.test.ts\n  no such module'],
  });
});

test('Playwright: flaky is failed, an error outside a test is a failure', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  const spec = (title, status, message) => ({
    file: 'pods.spec.ts',
    title,
    tests: [{ projectName: 'common', status, results: [{ errors: message ? [{ message }] : [] }] }],
  });
  const suites = [
    {
      specs: [spec('a pod', 'expected')],
      suites: [{ specs: [spec('a task', 'unexpected', 'no such button'), spec('a tab', 'flaky', 'late')] }],
    },
  ];
  expect(countPlaywright(file({ stats, suites, errors: [{ message: 'no server' }] }))).toEqual({
    passed: 5,
    failed: 3,
    skipped: 2,
    failures: [
      '[common] pods.spec.ts: a task\n  no such button',
      '[common] pods.spec.ts: a tab\n  late',
      'outside the tests\n  no server',
    ],
  });
});

test('lessons: each is one test; one that this runtime cannot run is none, and none at all is a failure', () => {
  const suite = (name, ...cases) => `<testsuite name="${name}">${cases.join('')}</testsuite>`;
  const held = '<testcase classname="a/b/task" name="solution"/>';
  const fooled =
    '<testcase classname="a/c/task" name="solution"/><testcase classname="a/c/task" name="wrong attempt 1"><failure message="passed &quot;by&quot;&#xA;itself"/></testcase>';
  const skipped = '<testcase classname="a/d" name="all of it"><skipped/></testcase>';
  const report = (...suites) => file(`<testsuites>${suites.join('')}</testsuites>`);
  expect(
    countLessons(report(suite('a/b', held), suite('a/c', fooled), suite('a/d', skipped), suite('a/e'))),
  ).toEqual({
    passed: 2, // a playground has nothing to try
    failed: 1,
    skipped: 0,
    failures: ['a/c\n  a/c/task, wrong attempt 1: passed "by"\n  itself'],
  });
  expect(countLessons(report(suite('a/d', skipped)))).toMatchObject({ passed: 0, failed: 1 });
  expect(countLessons(path.join(dir, 'none.xml'))).toMatchObject({ passed: 0, failed: 1 });
});

test('of a long failure the beginning is kept', () => {
  const message = Array.from({ length: 40 }, (_, at) => `line ${at + 1}`).join('\n');
  const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
  const [failure] = countPlaywright(file({ stats, suites: [], errors: [{ message }] })).failures;
  expect(failure.split('\n').slice(-2)).toEqual(['  line 25', '  … and 15 lines more']);
});

test('a report that is missing or half-written is a failure', () => {
  const failure = { passed: 0, failed: 1, skipped: 0 };
  const none = path.join(dir, 'none.json');
  expect(countVitest(none)).toEqual({ ...failure, failures: [`${none} tells of no test.`] });
  expect(countPlaywright(file('{"stats":'))).toMatchObject(failure);
});

test('what failed, the last line and the exit code', () => {
  const line = vi.spyOn(console, 'log').mockImplementation(() => {});
  const counts = sum([
    { passed: 2, failed: 0, skipped: 1, failures: [] },
    { passed: 3, failed: 0, skipped: 0, failures: [] },
  ]);
  expect(conclude(counts, false)).toBe(0);
  expect(line).toHaveBeenLastCalledWith('5 passed, 0 failed');
  expect(conclude(counts, true)).toBe(1); // in CI a skipped test is a failed one
  expect(line).toHaveBeenLastCalledWith('5 passed, 1 failed');
  expect(conclude({ ...counts, passed: 0 }, false)).toBe(1);
  line.mockClear();
  expect(conclude({ passed: 5, failed: 1, skipped: 0, failures: ['Lessons: a/c\n  fooled'] }, true)).toBe(1);
  expect(line.mock.calls.map(([said]) => said)).toEqual([
    '\n✗ Lessons: a/c\n  fooled',
    '',
    '5 passed, 1 failed',
  ]);
  line.mockRestore();
});

test('the parts that `npm test` takes by name', () => {
  expect(chosenSuites([])).toEqual(['unit', 'lessons', 'e2e']);
  expect(chosenSuites(['e2e'])).toEqual(['e2e']);
  expect(() => chosenSuites(['unti'])).toThrow(
    'There are no tests named unti. Run: npm test, or one of npm test unit, npm test lessons, npm test e2e',
  );
});
