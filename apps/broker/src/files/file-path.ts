/** Paths of files on a machine as a student writes them. Whether a place may be used is the machine's to say. */
import { posix } from 'node:path';
import { ApiError } from '../errors.ts';

/** Linux's own limits. */
const PATH_BYTES = 4095;
const NAME_BYTES = 255;

/**
 * Makes a path tidy: from the root, or from the home of the machine's user when it begins with `~/` or with a name.
 * Throws ApiError bad_request for what can be no file's.
 */
export function filePath(path: string): string {
  if (path.trim() === '') refuse('Name the file: path=notes.txt, or from the root: path=/tmp/notes.txt.');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) {
    refuse('A path with control characters in it cannot be used. Rename the file first.');
  }
  if (Buffer.byteLength(path) > PATH_BYTES) refuse(`A path may have at most ${PATH_BYTES} bytes.`);
  const tidy = posix.normalize(path.replace(/^~(?=\/|$)/, '.'));
  const names = tidy.split('/');
  if (names.includes('..')) refuse(`${path} leaves the home folder. Name the file from the root: /tmp/...`);
  if (tidy === '.' || tidy.endsWith('/')) refuse(`${path} names a folder. Add the name of the file.`);
  const long = names.find((name) => Buffer.byteLength(name) > NAME_BYTES);
  if (long)
    refuse(`A file’s name may have at most ${NAME_BYTES} bytes, and this has ${Buffer.byteLength(long)}.`);
  return tidy;
}

/** The path for a sentence: one in the home begins with `~/`. */
export const spokenPath = (path: string): string => (path.startsWith('/') ? path : `~/${path}`);

function refuse(message: string): never {
  throw new ApiError('bad_request', message);
}
