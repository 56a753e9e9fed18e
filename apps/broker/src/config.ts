/** The broker's settings: the only file that reads its environment. */
import { totalmem } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const ms = (fallback: number) => z.coerce.number().int().positive().default(fallback);
/** One plain sandbox is allowed 256 MB; three quarters of the host may go to students. */
const roomFor = () => Math.max(4, Math.floor((totalmem() * 0.75) / (256 * 1024 * 1024)));

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
  SANDLOT_PREVIEW_CONNECTIONS: z.coerce.number().int().positive().default(32),
  SANDLOT_PREVIEW_IDLE_MS: ms(5 * 60_000),
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
  /** Where the engine is; null for the usual place. */
  dockerHost: string | null;
  databaseUrl: string;
  limits: Limits;
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
    previewDomain: e.SANDLOT_PREVIEW_DOMAIN ?? null,
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
      previewConnections: e.SANDLOT_PREVIEW_CONNECTIONS,
      previewIdleMs: e.SANDLOT_PREVIEW_IDLE_MS,
    },
    logLevel: e.SANDLOT_LOG,
  };
}
