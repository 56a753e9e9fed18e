/** The product as a user starts it, on a port and data of its own, for a benchmark to look at. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { AdminState } from '@sandlot/protocol';
import Docker from 'dockerode';
import { Student } from '../apps/broker/src/testing/student.ts';
import { LABEL } from '../packages/sandbox/src/docker/labels.ts';
import { childOf } from './child-of.ts';
import { atEnd, removeLabelled } from './endings.ts';

const docker = new Docker();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A copy of bench/fixtures, for one product alone. */
const lessonsFolder = (data: string) => path.join(data, 'lessons');

const secretsFile = (data: string) => path.join(data, 'secrets.json');

const instanceLabel = (data: string): string =>
  `${LABEL.instance}=${JSON.parse(readFileSync(secretsFile(data), 'utf8')).instance}`;

async function removeSandboxes(data: string): Promise<void> {
  if (!existsSync(secretsFile(data))) return;
  const label = instanceLabel(data);
  await removeLabelled(label, () => true);
  const networks = await docker.listNetworks({ filters: { label: [label] } });
  await Promise.all(networks.map(({ Id }) => docker.getNetwork(Id).remove()));
}

/** In bytes: the whole process, the heap and buffers of its main thread without garbage, and those of its others. */
export interface BrokerMemory {
  resident: number;
  main: number;
  threads: number;
}

export class Product {
  readonly origin: string;
  readonly #child: ChildProcess;
  readonly #data: string;
  #admin: Promise<Student> | null = null;

  constructor(origin: string, child: ChildProcess, data: string) {
    this.origin = origin;
    this.#child = child;
    this.#data = data;
  }

  /** Of the broker that runs now. */
  get brokerPid(): number {
    return childOf(this.#child.pid ?? 0, 'apps/broker');
  }

  get webPid(): number {
    return childOf(this.#child.pid ?? 0, 'apps/web');
  }

  /** On every container and network of its sandboxes. */
  get label(): string {
    return instanceLabel(this.#data);
  }

  /** Where a lesson of bench/fixtures lies for this product alone: it may be edited. */
  lessonFolder(lesson: string): string {
    return path.join(lessonsFolder(this.#data), 'courses', lesson);
  }

  /** Sandboxes that wait, ready, for somebody. */
  async pooled(): Promise<number> {
    this.#admin ??= this.#makeAdmin();
    const { pool } = (await (await this.#admin).ask('GET', '/api/admin/state')) as AdminState;
    return pool.reduce((sum, { ready }) => sum + ready, 0);
  }

  async #makeAdmin(): Promise<Student> {
    const admin = new Student(this.brokerOrigin);
    await admin.becomeAdmin(JSON.parse(readFileSync(secretsFile(this.#data), 'utf8')).internal);
    return admin;
  }

  /** Straight to the broker, past the public server. */
  get brokerOrigin(): string {
    return JSON.parse(readFileSync(path.join(this.#data, 'running.json'), 'utf8')).brokerUrl;
  }

  /** What the broker holds after a collection of its garbage. */
  async brokerMemory(): Promise<BrokerMemory> {
    const file = memoryFile(this.#data);
    rmSync(file, { force: true });
    process.kill(this.brokerPid, 'SIGUSR2');
    const deadline = Date.now() + 10_000;
    while (!existsSync(file)) {
      if (Date.now() > deadline) throw new Error('the broker does not tell its memory');
      await wait(5);
    }
    return JSON.parse(readFileSync(file, 'utf8'));
  }

  async answers(): Promise<void> {
    for (let i = 0; i < 600; i++) {
      if (this.#child.exitCode !== null) throw new Error('the product ended; run `npm start` once before');
      const [ok] = await Promise.all([fetch(`${this.origin}/api/health`).catch(() => null), wait(100)]);
      if (ok?.ok && existsSync(path.join(this.#data, 'running.json'))) return;
    }
    throw new Error('the product does not answer');
  }

  /** Stops it and removes its data and every sandbox. Safe to call twice. */
  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
    await removeSandboxes(this.#data);
    rmSync(this.#data, { recursive: true, force: true });
  }
}

const memoryFile = (data: string) => path.join(data, 'broker-memory.json');

const withFixtures = (data: string) => ({
  SANDLOT_LESSONS: lessonsFolder(data),
  SANDLOT_BENCH_MEMORY: memoryFile(data),
  NODE_OPTIONS: `--import=${path.join(import.meta.dirname, 'memory-probe.mjs')}`,
});

/**
 * Starts it with Docker and ends it with the benchmark; with the lessons of bench/fixtures it can tell its memory, too.
 * Run `npm start` once before, so that everything is built.
 */
export async function startProduct(
  settings: Record<string, string> = {},
  lessons: 'own' | 'fixtures' = 'own',
): Promise<Product> {
  const data = mkdtempSync(path.join(tmpdir(), 'sandlot-bench-'));
  const port = await freePort();
  if (lessons === 'fixtures')
    cpSync(path.join(import.meta.dirname, 'fixtures'), lessonsFolder(data), { recursive: true });
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'up.ts')], {
    env: {
      ...process.env,
      SANDLOT_PORT: String(port),
      SANDLOT_DATA: data,
      SANDLOT_RUNTIME: 'docker',
      ...(lessons === 'own' ? {} : withFixtures(data)),
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const product = new Product(`http://127.0.0.1:${port}`, child, data);
  atEnd(() => product.stop());
  await product.answers();
  return product;
}
