/** A runtime beside a running Sandlot, whose sandboxes go with the command, or with the next one after a crash. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SandboxRuntime } from '@sandlot/sandbox';
import { ownRuntime } from '../runtimes.ts';
import type { Settings } from '../settings.ts';

/** `release` removes every sandbox of it, and closes it. */
export async function ownInstance(
  settings: Settings,
): Promise<{ runtime: SandboxRuntime; release: () => Promise<void> }> {
  const folder = path.join(settings.data, 'lesson-tests');
  await mkdir(folder, { recursive: true });
  await removeDead(settings, folder);
  const instance = `lt${process.pid.toString(36)}${Date.now().toString(36).slice(-5)}`;
  const mark = path.join(folder, instance);
  await writeFile(mark, String(process.pid));
  const runtime = await ownRuntime(settings, instance);
  const release = async () => {
    await removeAll(runtime);
    await rm(mark, { force: true });
  };
  return { runtime, release };
}

/** What commands left that were killed. What cannot be removed now keeps its mark, and is tried again the next time. */
async function removeDead(settings: Settings, folder: string): Promise<void> {
  for (const instance of await readdir(folder)) {
    const mark = path.join(folder, instance);
    if (isAlive(Number(await readFile(mark, 'utf8')))) continue;
    try {
      await removeAll(await ownRuntime(settings, instance));
    } catch {
      continue;
    }
    await rm(mark, { force: true });
  }
}

async function removeAll(runtime: SandboxRuntime): Promise<void> {
  try {
    for (const { id } of await runtime.list()) await runtime.remove(id);
  } finally {
    await runtime.close();
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
