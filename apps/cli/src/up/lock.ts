/** One launcher for each data folder; and what it tells other commands about itself. */
import { createHash } from 'node:crypto';
import { readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { Failure } from '../failure.ts';

const Running = z.object({ pid: z.number(), address: z.string(), brokerUrl: z.url() });
/** The launcher that runs now. */
export type Running = z.infer<typeof Running>;

const runningFile = (data: string) => path.join(data, 'running.json');

/**
 * Takes the folder for this process until `release`, or its end, however it ends. Throws a Failure when
 * another process has it. The lock is an abstract socket: the kernel frees it, no stale file can remain.
 */
export async function takeDataFolder(data: string): Promise<{ release(): Promise<void> }> {
  const name = createHash('sha256')
    .update(await realpath(data))
    .digest('hex');
  const server = createServer((socket) => socket.destroy());
  try {
    await listen(server, `\0sandlot-${name.slice(0, 32)}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    const running = await readRunning(data);
    const who = running ? ` (process ${running.pid}, ${running.address})` : '';
    throw new Failure(
      `Sandlot runs already on ${data}${who}. Use that one, stop it first, or give this one a folder of its own: npm start -- --data FOLDER --port PORT`,
    );
  }
  server.unref();
  return {
    async release() {
      await rm(runningFile(data), { force: true });
      server.close();
    },
  };
}

/** Tells other commands where the launcher's programs listen. */
export async function noteRunning(data: string, running: Running): Promise<void> {
  await writeFile(runningFile(data), JSON.stringify(running), { mode: 0o600 });
}

/** What the last launcher told, or null. It may have been killed since. */
export async function readRunning(data: string): Promise<Running | null> {
  try {
    return Running.parse(JSON.parse(await readFile(runningFile(data), 'utf8')));
  } catch {
    return null;
  }
}

function listen(server: Server, name: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(name, resolve);
  return promise;
}
