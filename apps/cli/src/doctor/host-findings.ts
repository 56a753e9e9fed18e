/** What Sandlot needs of the host, whatever runs the sandboxes. */
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import path from 'node:path';
import { askMirror, type Finding } from '@sandlot/sandbox';
import type { Settings } from '../settings.ts';
import { readRunning } from '../up/lock.ts';
import { expectFreePort } from '../up/ports.ts';

const GIB = 1024 ** 3;
/** The launcher, broker and web server with a few sandboxes. */
const LEAST_MEMORY_BYTES = 1 * GIB;
/** Images, logs and a database. */
const LEAST_DISK_BYTES = 2 * GIB;

/** Node, memory, disk and port; the registry mirror when there is one. */
export async function hostFindings(settings: Settings): Promise<Finding[]> {
  const mirror = settings.mirror ? [await askMirror(settings.mirror)] : [];
  return [node(), memory(), await disk(settings.data), await port(settings), ...mirror];
}

const finding = (name: string, ok: boolean, reason: string, remedy: string): Finding => ({
  name,
  ok,
  reason,
  remedy: ok ? '' : remedy,
});

function node(): Finding {
  const { node } = process.versions;
  const ok = Number.parseInt(node, 10) >= 24;
  return finding(
    'node',
    ok,
    `Node ${node}`,
    'Sandlot needs Node 24 or newer: run npm start, which brings one.',
  );
}

function memory(): Finding {
  const ok = totalmem() >= LEAST_MEMORY_BYTES;
  const reason = `${gib(totalmem())} of memory, ${gib(freemem())} free`;
  return finding('memory', ok, reason, `Sandlot needs ${gib(LEAST_MEMORY_BYTES)}: use a larger machine.`);
}

async function disk(data: string): Promise<Finding> {
  let place = data;
  while (!existsSync(place)) place = path.dirname(place);
  const { bavail, bsize } = await statfs(place);
  const ok = bavail * bsize >= LEAST_DISK_BYTES;
  const reason = `${gib(bavail * bsize)} free for ${data}`;
  const remedy = `Images and data need about ${gib(LEAST_DISK_BYTES)}: free some space, or set SANDLOT_DATA to another disk.`;
  return finding('disk', ok, reason, remedy);
}

async function port({ host, port, data }: Settings): Promise<Finding> {
  const name = 'port';
  try {
    await expectFreePort(host, port);
    return finding(name, true, `${host}:${port} is free`, '');
  } catch (error) {
    const running = await readRunning(data);
    if (running?.address.endsWith(`:${port}`))
      return finding(name, true, `Sandlot itself listens on ${host}:${port}`, '');
    const [reason = '', ...remedy] = (error as Error).message.split(/(?<=\.) /);
    return finding(name, false, reason, remedy.join(' '));
  }
}

const gib = (bytes: number) => `${(bytes / GIB).toFixed(1)} GiB`;
