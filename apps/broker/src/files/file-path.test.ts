import { expect, test } from 'vitest';
import { filePath, spokenPath } from './file-path.ts';

test.each([
  ['notes.txt', 'notes.txt', '~/notes.txt'],
  ['~/notes.txt', 'notes.txt', '~/notes.txt'],
  ['./a//b/../c', 'a/c', '~/a/c'],
  ['/tmp/../etc/x', '/etc/x', '/etc/x'],
  ['/..//x', '/x', '/x'],
  ['~user', '~user', '~/~user'],
  ['-rf *; $(x) `y` "z" é 日', '-rf *; $(x) `y` "z" é 日', '~/-rf *; $(x) `y` "z" é 日'],
])('%j is %j', (path, tidy, spoken) => {
  expect(filePath(path)).toBe(tidy);
  expect(spokenPath(tidy)).toBe(spoken);
});

test.each([
  ['', 'Name the file: path=notes.txt, or from the root: path=/tmp/notes.txt.'],
  ['   ', 'Name the file: path=notes.txt, or from the root: path=/tmp/notes.txt.'],
  ['a\0b', 'A path with control characters in it cannot be used. Rename the file first.'],
  ['a\nb', 'A path with control characters in it cannot be used. Rename the file first.'],
  ['../x', '../x leaves the home folder. Name the file from the root: /tmp/...'],
  ['~/a/../../x', '~/a/../../x leaves the home folder. Name the file from the root: /tmp/...'],
  ['..', '.. leaves the home folder. Name the file from the root: /tmp/...'],
  ['.', '. names a folder. Add the name of the file.'],
  ['~', '~ names a folder. Add the name of the file.'],
  ['/', '/ names a folder. Add the name of the file.'],
  ['/tmp/', '/tmp/ names a folder. Add the name of the file.'],
  [`/tmp/${'é'.repeat(128)}`, 'A file’s name may have at most 255 bytes, and this has 256.'],
  ['a/'.repeat(3000), 'A path may have at most 4095 bytes.'],
])('%j is none', (path, message) => {
  expect(() => filePath(path)).toThrow(expect.objectContaining({ code: 'bad_request', message }));
});
