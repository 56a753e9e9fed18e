/** Remembers from what something was made, so that it is made again only when that has changed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, STATE } from './project.mjs';

/** Made by tools, or not part of what is built. */
const LEFT_OUT =
  /(^|\/)(node_modules|\.next|\.turbo|dist|generated|testing|next-env\.d\.ts)$|\.tsbuildinfo$|\.test\.tsx?$/;

/** A hash of the names, sizes and times of files and folders below the root. */
export function fingerprint(places, root = ROOT) {
  const hash = createHash('sha256');
  const visit = (place) => {
    if (LEFT_OUT.test(place)) return;
    const found = statSync(path.join(root, place), { throwIfNoEntry: false });
    if (found?.isDirectory()) {
      for (const name of readdirSync(path.join(root, place)).sort()) visit(`${place}/${name}`);
    } else hash.update(found ? `${place} ${found.size} ${found.mtimeMs}\n` : `${place} is missing\n`);
  };
  places.forEach(visit);
  return hash.digest('hex');
}

/** A hash of what is in some files. */
export function contentHash(files, root = ROOT) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

/** True when `outputs` are there and were made from `value`. */
export function isStamped(name, value, outputs = [], state = STATE) {
  const file = stampFile(name, state);
  return (
    existsSync(file) &&
    readFileSync(file, 'utf8') === value &&
    outputs.every((output) => existsSync(path.join(ROOT, output)))
  );
}

/** Does `work` and notes that its outputs were made from `value`; a work that fails leaves no stamp. */
export async function stamped(name, value, work, state = STATE) {
  const file = stampFile(name, state);
  rmSync(file, { force: true });
  await work();
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, value);
}

const stampFile = (name, state) => path.join(state, 'stamps', name);
