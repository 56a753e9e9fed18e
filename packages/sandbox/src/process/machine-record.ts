/**
 * What is known of sandboxes, on disk, where no student reaches: it outlives the broker as the machines do.
 *
 *   FOLDER/SANDBOX/sandbox.json            the SandboxSpec
 *   FOLDER/SANDBOX/MACHINE/machine.json    the MachineRecord of its newest generation
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CAPABILITIES, EGRESS, KUBERNETES, NEEDS } from '@sandlot/lesson';
import { z } from 'zod';
import type { SandboxSpec } from '../runtime.ts';
import type { HostProcess } from './host-process.ts';

const MachineRecord = z.object({
  generation: z.number().int(),
  ready: z.boolean(),
  /** The host's number of the machine's users; null when that is the number of who made it. */
  outerUid: z.number().int().nullable(),
  /** The machine's first process; null until there is one. */
  init: z.object({ pid: z.number(), startTicks: z.number(), bootId: z.string() }).nullable(),
});
/** One machine's newest generation. */
export interface MachineRecord {
  generation: number;
  ready: boolean;
  outerUid: number | null;
  init: HostProcess | null;
}

const Spec = z.object({
  id: z.string(),
  userId: z.string(),
  lesson: z.string(),
  playground: z.string(),
  createdAtMs: z.number(),
  expiresAtMs: z.number(),
  networks: z.array(z.string()).default(['lan']),
  egress: z.enum(EGRESS).default('none'),
  machines: z.array(
    z.object({
      name: z.string(),
      image: z.string(),
      memoryBytes: z.number(),
      cpus: z.number(),
      pids: z.number(),
      user: z.string(),
      users: z.array(z.string()).default([]),
      networks: z.array(z.string()).default(['lan']),
      capabilities: z.array(z.enum(CAPABILITIES)).default([]),
      needs: z.array(z.enum(NEEDS)).default([]),
      kubernetes: z.enum(KUBERNETES).default('none'),
      diskBytes: z.number().default(2 ** 30),
    }),
  ),
});

const NAME = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/** The records of one installation. A record that is missing or unreadable is null: half-made, or never was. */
export class MachineRecords {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Throws when there is such a sandbox. */
  addSandbox(spec: SandboxSpec): void {
    if (this.sandbox(spec.id)) throw new Error(`There is a sandbox ${spec.id} already.`);
    const half = join(this.#folder, `.${spec.id}`);
    mkdirSync(half, { recursive: true, mode: 0o700 });
    this.#write(join(half, 'sandbox.json'), spec);
    renameSync(half, this.#path(spec.id));
  }

  /** Removes what a crash left of addSandbox. */
  sweep(): void {
    for (const name of this.#names()) {
      if (name.startsWith('.')) rmSync(join(this.#folder, name), { recursive: true, force: true });
    }
  }

  sandboxIds(): string[] {
    return this.#names().filter((name) => NAME.test(name));
  }

  sandbox(id: string): SandboxSpec | null {
    return NAME.test(id) ? this.#read(join(this.#path(id), 'sandbox.json'), Spec) : null;
  }

  machine(id: string, name: string): MachineRecord | null {
    if (!NAME.test(id) || !NAME.test(name)) return null;
    return this.#read(join(this.#path(id), name, 'machine.json'), MachineRecord);
  }

  putMachine(id: string, name: string, record: MachineRecord): void {
    mkdirSync(join(this.#path(id), name), { recursive: true, mode: 0o700 });
    this.#write(join(this.#path(id), name, 'machine.json'), record);
  }

  removeSandbox(id: string): void {
    if (NAME.test(id)) rmSync(this.#path(id), { recursive: true, force: true });
  }

  #names(): string[] {
    try {
      return readdirSync(this.#folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  #path(id: string): string {
    return join(this.#folder, id);
  }

  /** Whole or not at all: a crash while writing leaves the old one. */
  #write(path: string, value: unknown): void {
    writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  #read<T>(path: string, schema: z.ZodType<T>): T | null {
    try {
      return schema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? null;
    } catch (error) {
      if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }
}
