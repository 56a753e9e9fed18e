/** Which losses count; that a browser does load again is shown by the browser tests. */
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { LOAD_WHOLE } from './load-whole.ts';

/** Is a page loaded again that needs these scripts, of which the browser tells what it fetched? */
function loadsAgain(scripts: string[], fetched: { name: string; responseStatus?: number }[]): boolean {
  let again = false;
  runInNewContext(LOAD_WHOLE, {
    addEventListener: (_event: string, run: () => void) => run(),
    performance: { getEntriesByType: () => fetched },
    document: { querySelectorAll: () => scripts.map((src) => ({ src })) },
    sessionStorage: { getItem: () => null, setItem: () => {} },
    location: {
      origin: 'http://here',
      reload: () => {
        again = true;
      },
    },
    setTimeout: (run: () => void) => run(),
  });
  return again;
}

const ours = 'http://here/_next/a.js';

test('a script of the page that never came counts as lost', () => {
  expect(loadsAgain([ours], [{ name: ours, responseStatus: 0 }])).toBe(true);
});

test('one that came at last, that nobody fetched, or of which the browser does not tell, is not lost', () => {
  const tries = [
    { name: ours, responseStatus: 0 },
    { name: ours, responseStatus: 200 },
  ];
  expect(loadsAgain([ours], tries)).toBe(false);
  expect(loadsAgain([ours], [])).toBe(false);
  expect(loadsAgain([ours], [{ name: ours }])).toBe(false);
});

test('what somebody else put into the page is not told with a status, and is none of ours', () => {
  const theirs = 'chrome-extension://id/a.js';
  expect(loadsAgain([theirs], [{ name: theirs, responseStatus: 0 }])).toBe(false);
});
