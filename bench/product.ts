/** The product as a user starts it, on a port and data of its own, for a benchmark to look at. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function childrenOf(pid: number): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return parent === pid ? [{ pid: Number(name), command }] : [];
      } catch {
        return []; // it ended while we looked
      }
    });
}

export interface Product {
  origin: string;
  /** Straight to the broker, past the public server. */
  brokerOrigin: string;
  brokerPid: number;
  webPid: number;
  stop(): Promise<void>;
}

async function answers(origin: string, child: ChildProcess): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (child.exitCode !== null) throw new Error('the product ended; run `npm start` once before');
    const ok = await fetch(`${origin}/api/health`).then(
      (r) => r.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the product does not answer');
}

/** Starts it with Docker. Run `npm start` once before, so that everything is built. */
export async function startProduct(settings: Record<string, string> = {}): Promise<Product> {
  const data = mkdtempSync(path.join(tmpdir(), 'sandlot-bench-'));
  const port = await freePort();
  const child = spawn(process.execPath, [path.join(root, 'apps/cli/src/main.ts'), 'up'], {
    cwd: root,
    env: {
      ...process.env,
      SANDLOT_PORT: String(port),
      SANDLOT_DATA: data,
      SANDLOT_RUNTIME: 'docker',
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const origin = `http://127.0.0.1:${port}`;
  await answers(origin, child);
  const children = childrenOf(child.pid ?? 0);
  const brokerPid = children.find((c) => c.command.includes('broker'))?.pid ?? 0;
  const webPid = children.find((c) => c.command.includes('apps/web'))?.pid ?? 0;
  const environment = readFileSync(`/proc/${brokerPid}/environ`, 'utf8');
  const brokerPort = /(?:^|\0)SANDLOT_BROKER_PORT=(\d+)/.exec(environment)?.[1];
  return {
    origin,
    brokerOrigin: `http://127.0.0.1:${brokerPort}`,
    brokerPid,
    webPid,
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(data, { recursive: true, force: true });
    },
  };
}
