import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CastFile, mendCast } from './cast-file.ts';

let file: string;
beforeEach(() => {
  file = path.join(mkdtempSync(path.join(tmpdir(), 'sandlot-cast-')), 'one');
});
afterEach(() => rmSync(path.dirname(file), { recursive: true }));

const never = (error: Error) => {
  throw error;
};

test('a line comes to the disk unasked', async () => {
  const cast = await CastFile.open(file, never);
  cast.add('one\n');
  expect(cast.written).toBe(0);
  await expect.poll(() => readFileSync(file, 'utf8')).toBe('one\n');
  cast.add('ünï\n');
  await cast.close();
  expect(readFileSync(file, 'utf8')).toBe('one\nünï\n');
  expect(cast.written).toBe(10);
});

test('a disk that is full is told once, and closing it is no error', async () => {
  const errors: Error[] = [];
  const cast = await CastFile.open('/dev/full', (error) => errors.push(error));
  cast.add('one\n');
  await cast.flush();
  cast.add('two\n');
  await cast.close();
  expect(errors).toMatchObject([{ code: 'ENOSPC' }]);
  expect(cast.written).toBe(0);
});

test.each([
  ['{"version":2}\n', 14, 0],
  ['{"version":2}\n[1.25,"o","x"]\n', 29, 1250],
  ['{"version":2}\n[1.25,"o","x"]\n[2,"o","to', 29, 1250],
  ['{"version":2}\nnonsense\n', 23, 0],
])('mends %j', async (words, bytes, lastMs) => {
  writeFileSync(file, words);
  expect(await mendCast(file)).toEqual({ bytes, lastMs });
  expect(readFileSync(file, 'utf8')).toBe(words.slice(0, bytes));
});

test.each(['', '{"version":2'])('nothing can be made of %j', async (words) => {
  writeFileSync(file, words);
  expect(await mendCast(file)).toBeNull();
});
