import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { withReference } from './author-reference.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../../docs/authors.md'), 'utf8');

test('the page for authors has the reference of today: else run write-author-reference.ts', () => {
  expect(withReference(page)).toBe(page);
});

test('every key is described', () => {
  expect(page).not.toMatch(/\| {2}\|$/m);
  expect(page).toContain('| `memory` | `256MiB` |');
});

test('a page without marks is refused', () => {
  expect(() => withReference('# Nothing')).toThrow('The page lacks its marks');
});
