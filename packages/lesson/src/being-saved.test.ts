import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isBeingSaved, unsavedMs } from './being-saved.ts';

let folder: string;
const NOW_MS = 1_800_000_000_000;
const write = (name: string, agoMs: number) => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, 'x');
  for (const one of [path.dirname(file), folder]) utimesSync(one, 0, 0);
  utimesSync(file, new Date(NOW_MS - agoMs), new Date(NOW_MS - agoMs));
  return file;
};
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sandlot-saved-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the file that was written last counts, for 100 ms', () => {
  const [old, recent] = [write('old', 5000), write('recent', 30)];
  expect(unsavedMs([old, recent, path.join(folder, 'gone')], NOW_MS)).toBe(70);
  expect(unsavedMs([old, recent], NOW_MS + 70)).toBe(0);
});

test('a clock that is a little ahead counts as now, and one that is far ahead tells nothing', () => {
  expect(unsavedMs([write('near', -2)], NOW_MS)).toBe(100);
  expect(unsavedMs([write('far', -3_600_000)], NOW_MS)).toBe(0);
});

test('a folder is being saved while a file at any depth is', () => {
  write('files/dev/srv/text', 5000);
  expect(isBeingSaved(folder, NOW_MS)).toBe(false);
  write('checks/door.sh', 50);
  expect(isBeingSaved(folder, NOW_MS)).toBe(true);
  expect(isBeingSaved(path.join(folder, 'gone'), NOW_MS)).toBe(false);
});
