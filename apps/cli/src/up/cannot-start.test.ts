/** Each thing that keeps Sandlot from starting: one clear sentence, exit code 1, nothing left running. */
import { chmodSync, copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeUpPlace, type Program, startProgram, until } from '../testing/program.ts';

const UP = path.resolve(import.meta.dirname, '../testing/up-with-stand-ins.ts');
const MAIN = path.resolve(import.meta.dirname, '../main.ts');
const DOOR = path.resolve(import.meta.dirname, '../../sandlot.mjs');
const READY = /Ctrl-C stops it/;

let place: Awaited<ReturnType<typeof makeUpPlace>>;
beforeEach(async () => {
  place = await makeUpPlace();
});
afterEach(() => place.close());

async function fails(program: Program, words: RegExp): Promise<void> {
  expect(await program.ends()).toBe(1);
  expect(program.printed().trim().split('\n')).toHaveLength(1);
  expect(program.printed()).toMatch(words);
}
/** Up in mounts of its own, made by `setUp`. */
function upWithMounts(setUp: string): Program {
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  mkdirSync(place.data, { recursive: true });
  const shell = ['sh', '-c', `${setUp} && exec "$@"`, 'sh', process.execPath, UP];
  return startProgram('unshare', [...asRoot, '--mount', ...shell], place.env);
}

test('a port in use', async () => {
  const other = createServer().listen(place.port, '127.0.0.1');
  await fails(
    place.up(),
    /^Port \d+ of 127\.0\.0\.1 is used by another program\. Stop that program, or take another port: npm start -- --port \d+\n$/,
  );
  other.close();
});

test('an address that is not of this machine', async () => {
  await fails(
    place.up({ SANDLOT_HOST: '192.0.2.1' }),
    /^This machine cannot listen on 192\.0\.2\.1 \(EADDRNOTAVAIL\)\. Set SANDLOT_HOST to one of its own/,
  );
});

test('a disk without room', async () => {
  await fails(
    upWithMounts(`mount -t tmpfs -o size=8m none ${place.data}`),
    /^Only \d MiB are free on the disk of .*data, and Sandlot needs 64 MiB\. Free some space, or set SANDLOT_DATA/,
  );
});

test('a disk that can only be read', async () => {
  await fails(
    upWithMounts(`mount --bind ${place.data} ${place.data} && mount -o remount,ro,bind ${place.data}`),
    /data cannot be written by user \d+ \((EROFS|ENOENT)\)\. Give this user the folder, or set SANDLOT_DATA/,
  );
});

test('a file in place of the data folder', async () => {
  writeFileSync(place.data, '');
  await fails(place.up(), /data cannot be written by user \d+ \((EEXIST|ENOTDIR)\)/);
});

test('a database that is none: the sentence of the real broker', async () => {
  mkdirSync(place.data, { recursive: true });
  writeFileSync(path.join(place.data, 'sandlot.db'), 'These are my notes, not a database.\n'.repeat(100));
  await fails(
    place.up({ REAL_BROKER: '1', SANDLOT_RUNTIME: 'process' }),
    /^The database .*sandlot\.db is damaged \(file is not a database\)\. Stop Sandlot and put back/,
  );
});

test('secrets that others can read are closed to them, in so many words', async () => {
  const first = place.up();
  await first.prints(READY);
  first.child.kill('SIGTERM');
  await first.ends();
  const file = path.join(place.data, 'secrets.json');
  chmodSync(file, 0o644);
  const second = place.up();
  await second.prints(READY);
  expect(second.printed()).toMatch(/secrets\.json was readable by others and is now yours alone/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each(['', '{}', '{"secret":'])('secrets that are damaged: %j', async (text) => {
  mkdirSync(place.data, { recursive: true });
  const file = path.join(place.data, 'secrets.json');
  writeFileSync(file, text, { mode: 0o600 });
  await fails(
    place.up(),
    /^The secrets in .*secrets\.json are damaged\. Put back your copy of the file, or remove it/,
  );
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('settings that make no sense, all at once', async () => {
  const main = startProgram(process.execPath, [MAIN, 'up', '--port', '70000', '--runtime', 'podman'], {
    SANDLOT_ORIGIN: 'ftp://x',
  });
  await fails(
    main,
    /^A setting makes no sense: SANDLOT_PORT must be 1 to 65535; SANDLOT_ORIGIN must be like https:\/\/learn\.example\.org; SANDLOT_RUNTIME must be one of auto, docker, process\. docs\/admins\.md lists them all\.\n$/,
  );
});

test('a registry mirror that no machine could reach, with what would be right', async () => {
  const up = (mirror: string) =>
    startProgram(process.execPath, [MAIN, 'up'], { SANDLOT_REGISTRY_MIRROR: mirror });
  await fails(
    up('192.168.1.10:5000'),
    /^A setting makes no sense: SANDLOT_REGISTRY_MIRROR must be .* like http:\/\/192\.168\.1\.10:5000\. docs/,
  );
  await fails(
    up('http://localhost:5000'),
    /^A setting makes no sense: SANDLOT_REGISTRY_MIRROR localhost is what each machine calls itself: name this host by its address in your network/,
  );
});

test('a Node that is too old, with none beside it that is newer', async () => {
  mkdirSync(place.data, { recursive: true });
  const door = path.join(place.data, 'sandlot.mjs');
  copyFileSync(DOOR, door);
  const older =
    'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.20.2"}})';
  await fails(
    startProgram(process.execPath, ['--import', older, door, 'doctor']),
    /^Sandlot needs Node 24 or newer and this is 20\.20\.2\. Run `npm ci` in the project, which brings one, or install Node 24\.\n$/,
  );
});

test('admin link: from the one that runs; without one, how to start it', async () => {
  const link = () => startProgram(process.execPath, [MAIN, 'admin', 'link'], place.env);
  await fails(link(), /^No Sandlot runs on .*data\. Start it with npm start, or name its folder/);
  const up = place.up();
  await up.prints(READY);
  const asked = link();
  expect(await asked.ends()).toBe(0);
  expect(asked.printed()).toBe(`${place.address}/admin/enter#a-token-for-once\nIt works once, for 15 min.\n`);
  up.child.kill('SIGKILL');
  await up.ends();
  await until(() => place.living().length === 0);
  await fails(link(), /^No Sandlot runs on/);
});
