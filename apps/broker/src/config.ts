/** The broker's settings: the only file that reads its environment. */
import { totalmem } from 'node:os';
import path from 'node:path';
import { EGRESS, type Egress, size, TRUSTS, type Trust } from '@sandlot/lesson';
import { type RegistryMirror, readRegistryMirror } from '@sandlot/sandbox';
import { z } from 'zod';
import { type PoolSizes, readPoolSizes } from './pool/pool-sizes.ts';
import type { MachineCaps } from './sandboxes/machine-caps.ts';

const NONE = Number.POSITIVE_INFINITY;
const MIB = 2 ** 20;
/** What a plain sandbox is allowed. */
export const PLAIN_BYTES = 256 * MIB;

const ms = (fallback: number) => z.coerce.number().int().positive().default(fallback);
/** Three quarters of the host may go to students, and room for four plain sandboxes there must be. */
const roomBytes = () => Math.max(4 * PLAIN_BYTES, Math.floor(totalmem() * 0.75));
/** As playgrounds spell it. */
const memory = (least: string, most: string) =>
  z
    .string()
    .refine((written) => size(bytes(least), bytes(most)).safeParse(written).success, {
      error: `must be like 512MiB or 2GiB, from ${least} to ${most}`,
    })
    .transform(bytes)
    .optional();
const bytes = (written: string) => size(0, Number.POSITIVE_INFINITY).parse(written);
const addresses = z
  .string()
  .transform((written) => written.split(',').map((one) => one.trim()))
  .pipe(z.array(z.ipv4('must be IPv4 addresses with commas between, like 192.168.1.1,192.168.1.2')));

/** `a,b`. */
const names = z
  .string()
  .transform((written) =>
    written
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.string().regex(/^[a-zA-Z0-9._-]+$/, 'must be names with commas between')));

/** What `read` throws is what is wrong with the setting. */
const readBy =
  <T>(read: (written: string) => T) =>
  (written: string, context: z.RefinementCtx): T => {
    try {
      return read(written);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  };

const Environment = z.object({
  SANDLOT_ROOT: z.string().min(1),
  SANDLOT_LESSONS: z.string().min(1).optional(),
  SANDLOT_DATA: z.string().optional(),
  SANDLOT_BROKER_PORT: z.coerce.number().int().min(0).max(65535).default(0),
  SANDLOT_SECRET: z.string().min(32),
  SANDLOT_INTERNAL: z.string().min(16),
  SANDLOT_INSTANCE: z.string().regex(/^[a-z0-9]{1,16}$/),
  SANDLOT_ORIGIN: z.url().optional(),
  SANDLOT_PREVIEW_DOMAIN: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/, 'must be a domain like previews.example.net')
    .optional(),
  SANDLOT_RUNTIME: z.enum(['auto', 'docker', 'process']).default('auto'),
  SANDLOT_NETWORK_POOL: z.string().optional(),
  SANDLOT_EGRESS: z.enum(EGRESS).default('none'),
  SANDLOT_DNS: addresses.optional(),
  SANDLOT_REGISTRY_MIRROR: z
    .string()
    .transform(readBy((written) => (written === '' ? null : readRegistryMirror(written))))
    .optional(),
  DOCKER_HOST: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  SANDLOT_MAX_SANDBOXES: z.coerce.number().int().positive().optional(),
  SANDLOT_MAX_MEMORY: memory('32MiB', '999999GiB'),
  SANDLOT_MAX_MACHINES: z.coerce.number().int().positive().optional(),
  SANDLOT_MAX_MACHINE_MEMORY: memory('32MiB', '32GiB'),
  SANDLOT_MAX_MACHINE_CPUS: z.coerce.number().min(0.1).optional(),
  SANDLOT_MAX_MACHINE_PIDS: z.coerce.number().int().min(32).optional(),
  SANDLOT_MAX_PER_USER: z.coerce.number().int().positive().default(3),
  SANDLOT_MAX_STARTING: z.coerce.number().int().positive().default(4),
  SANDLOT_IDLE_MS: ms(30 * 60_000),
  SANDLOT_LIFE_MS: ms(2 * 3_600_000),
  SANDLOT_EXTEND_MS: ms(3_600_000),
  SANDLOT_MAX_LIFE_MS: ms(8 * 3_600_000),
  SANDLOT_WARN_MS: ms(10 * 60_000),
  SANDLOT_TRUST: z.enum(TRUSTS).default('public'),
  SANDLOT_NESTED_RUNTIMES: names.default(['sysbox-runc']),
  SANDLOT_WAY: z.string().min(1).optional(),
  SANDLOT_POOL: z.string().default('0').transform(readBy(readPoolSizes)),
  SANDLOT_PREVIEW_CONNECTIONS: z.coerce.number().int().positive().default(32),
  SANDLOT_PREVIEW_IDLE_MS: ms(5 * 60_000),
  SANDLOT_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** How many, how long. Each one that stops something is named in the message that says so. */
export interface Limits {
  /** Infinity: as many as memory allows. */
  maxSandboxes: number;
  /** What the machines of all sandboxes together may take; Infinity: it is not counted. */
  maxMemoryBytes: number;
  machine: MachineCaps;
  maxPerUser: number;
  maxStarting: number;
  idleMs: number;
  lifeMs: number;
  extendMs: number;
  maxLifeMs: number;
  warnMs: number;
  /** Open at once to the ports of one sandbox. */
  previewConnections: number;
  /** One over which nothing comes is closed. */
  previewIdleMs: number;
}

export interface Config {
  root: string;
  /** The folder of courses/ and playgrounds/. */
  lessons: string;
  data: string;
  port: number;
  secret: Uint8Array;
  internal: string;
  instance: string;
  origin: string | null;
  /** What previews of ports are below, when the site is not opened on its own computer. */
  previewDomain: string | null;
  runtime: 'auto' | 'docker' | 'process';
  networkPool: string | null;
  /** What playgrounds may ask for. */
  egress: Egress;
  /** Whom machines with a way out ask for names; null for the runtime's own choice. */
  dns: string[] | null;
  /** The registry that engines inside pull through. */
  mirror: RegistryMirror | null;
  /** Where the engine is; null for the usual place. */
  dockerHost: string | null;
  databaseUrl: string;
  limits: Limits;
  /** Whom the operator lets in. */
  trust: Trust;
  /** Container runtimes that isolate root. */
  nestedRuntimes: string[];
  /** The one way to an engine inside that may be taken; null: the safest that works. */
  way: string | null;
  /** Sandboxes to keep ready. */
  poolSizes: PoolSizes;
  logLevel: string;
}

/** Who counts sandboxes and says nothing of memory has weighed that already. */
function roomOf(e: z.infer<typeof Environment>): Pick<Limits, 'maxSandboxes' | 'maxMemoryBytes'> {
  const counted = e.SANDLOT_MAX_SANDBOXES !== undefined;
  return {
    maxSandboxes: e.SANDLOT_MAX_SANDBOXES ?? NONE,
    maxMemoryBytes: e.SANDLOT_MAX_MEMORY ?? (counted ? NONE : roomBytes()),
  };
}

/** Reads the settings; throws an Error that names each wrong one. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ');
    throw new Error(`Settings that the broker cannot use: ${wrong}.`);
  }
  const e = parsed.data;
  const data = e.SANDLOT_DATA ?? path.join(e.SANDLOT_ROOT, '.sandlot');
  return {
    root: e.SANDLOT_ROOT,
    lessons: e.SANDLOT_LESSONS ?? e.SANDLOT_ROOT,
    data,
    port: e.SANDLOT_BROKER_PORT,
    secret: Buffer.from(e.SANDLOT_SECRET, 'base64'),
    internal: e.SANDLOT_INTERNAL,
    instance: e.SANDLOT_INSTANCE,
    origin: e.SANDLOT_ORIGIN ?? null,
    previewDomain: e.SANDLOT_PREVIEW_DOMAIN ?? null,
    runtime: e.SANDLOT_RUNTIME,
    networkPool: e.SANDLOT_NETWORK_POOL ?? null,
    egress: e.SANDLOT_EGRESS,
    dns: e.SANDLOT_DNS ?? null,
    mirror: e.SANDLOT_REGISTRY_MIRROR ?? null,
    dockerHost: e.DOCKER_HOST || null,
    databaseUrl: e.DATABASE_URL ?? `file:${path.join(data, 'sandlot.db')}`,
    limits: {
      ...roomOf(e),
      machine: {
        memoryBytes: e.SANDLOT_MAX_MACHINE_MEMORY ?? NONE,
        cpus: e.SANDLOT_MAX_MACHINE_CPUS ?? NONE,
        pids: e.SANDLOT_MAX_MACHINE_PIDS ?? NONE,
        machines: e.SANDLOT_MAX_MACHINES ?? NONE,
      },
      maxPerUser: e.SANDLOT_MAX_PER_USER,
      maxStarting: e.SANDLOT_MAX_STARTING,
      idleMs: e.SANDLOT_IDLE_MS,
      lifeMs: e.SANDLOT_LIFE_MS,
      extendMs: e.SANDLOT_EXTEND_MS,
      maxLifeMs: e.SANDLOT_MAX_LIFE_MS,
      warnMs: e.SANDLOT_WARN_MS,
      previewConnections: e.SANDLOT_PREVIEW_CONNECTIONS,
      previewIdleMs: e.SANDLOT_PREVIEW_IDLE_MS,
    },
    trust: e.SANDLOT_TRUST,
    nestedRuntimes: e.SANDLOT_NESTED_RUNTIMES,
    way: e.SANDLOT_WAY ?? null,
    poolSizes: e.SANDLOT_POOL,
    logLevel: e.SANDLOT_LOG,
  };
}
