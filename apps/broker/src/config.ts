/** The broker's settings: the only file that reads its environment. */
import { totalmem } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { type PoolSizes, readPoolSizes } from './pool/pool-sizes.ts';

const ms = (fallback: number) => z.coerce.number().int().positive().default(fallback);
/** One plain sandbox is allowed 256 MB; three quarters of the host may go to students. */
const roomFor = () => Math.max(4, Math.floor((totalmem() * 0.75) / (256 * 1024 * 1024)));

function poolSizes(written: string, context: z.RefinementCtx): PoolSizes {
  try {
    return readPoolSizes(written);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
}

const Environment = z.object({
  SANDLOT_ROOT: z.string().min(1),
  SANDLOT_LESSONS: z.string().min(1).optional(),
  SANDLOT_DATA: z.string().optional(),
  SANDLOT_BROKER_PORT: z.coerce.number().int().min(0).max(65535).default(0),
  SANDLOT_SECRET: z.string().min(32),
  SANDLOT_INTERNAL: z.string().min(16),
  SANDLOT_INSTANCE: z.string().regex(/^[a-z0-9]{1,16}$/),
  SANDLOT_ORIGIN: z.url().optional(),
  SANDLOT_RUNTIME: z.enum(['auto', 'docker', 'process']).default('auto'),
  SANDLOT_NETWORK_POOL: z.string().optional(),
  DOCKER_HOST: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  SANDLOT_MAX_SANDBOXES: z.coerce.number().int().positive().optional(),
  SANDLOT_MAX_PER_USER: z.coerce.number().int().positive().default(3),
  SANDLOT_MAX_STARTING: z.coerce.number().int().positive().default(4),
  SANDLOT_IDLE_MS: ms(30 * 60_000),
  SANDLOT_LIFE_MS: ms(2 * 3_600_000),
  SANDLOT_EXTEND_MS: ms(3_600_000),
  SANDLOT_MAX_LIFE_MS: ms(8 * 3_600_000),
  SANDLOT_WARN_MS: ms(10 * 60_000),
  SANDLOT_POOL: z.string().default('0').transform(poolSizes),
  SANDLOT_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** How many, how long. Each one that stops something is named in the message that says so. */
export interface Limits {
  maxSandboxes: number;
  maxPerUser: number;
  maxStarting: number;
  idleMs: number;
  lifeMs: number;
  extendMs: number;
  maxLifeMs: number;
  warnMs: number;
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
  runtime: 'auto' | 'docker' | 'process';
  networkPool: string | null;
  /** Where the engine is; null for the usual place. */
  dockerHost: string | null;
  databaseUrl: string;
  limits: Limits;
  /** Sandboxes to keep ready. */
  poolSizes: PoolSizes;
  logLevel: string;
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
    runtime: e.SANDLOT_RUNTIME,
    networkPool: e.SANDLOT_NETWORK_POOL ?? null,
    dockerHost: e.DOCKER_HOST || null,
    databaseUrl: e.DATABASE_URL ?? `file:${path.join(data, 'sandlot.db')}`,
    limits: {
      maxSandboxes: e.SANDLOT_MAX_SANDBOXES ?? roomFor(),
      maxPerUser: e.SANDLOT_MAX_PER_USER,
      maxStarting: e.SANDLOT_MAX_STARTING,
      idleMs: e.SANDLOT_IDLE_MS,
      lifeMs: e.SANDLOT_LIFE_MS,
      extendMs: e.SANDLOT_EXTEND_MS,
      maxLifeMs: e.SANDLOT_MAX_LIFE_MS,
      warnMs: e.SANDLOT_WARN_MS,
    },
    poolSizes: e.SANDLOT_POOL,
    logLevel: e.SANDLOT_LOG,
  };
}
