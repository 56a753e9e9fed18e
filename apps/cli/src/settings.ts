/** The launcher's settings: the only file of it that reads the environment. Options win over the environment. */
import path from 'node:path';
import { EGRESS, type Egress, TRUSTS, type Trust } from '@sandlot/lesson';
// By itself: the runtimes, which `up` must not wait for, come with the package.
import { type RegistryMirror, readRegistryMirror } from '@sandlot/sandbox/registry-mirror';
import { z } from 'zod';
import { Failure } from './failure.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const RUNTIMES = ['auto', 'docker', 'process'] as const;
const port = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(1, 'must be 1 to 65535')
  .max(65535, 'must be 1 to 65535');

const Environment = z.object({
  SANDLOT_LESSONS: z.string().min(1).default(ROOT),
  SANDLOT_DATA: z.string().min(1).default(path.join(ROOT, '.sandlot')),
  SANDLOT_HOST: z.string().min(1).default('127.0.0.1'),
  SANDLOT_PORT: port.default(4300),
  SANDLOT_ORIGIN: z.url({ protocol: /^https?$/, error: 'must be like https://learn.example.org' }).optional(),
  SANDLOT_RUNTIME: z.enum(RUNTIMES, `must be one of ${RUNTIMES.join(', ')}`).default('auto'),
  DATABASE_URL: z.string().min(1).optional(),
  SANDLOT_TRUST: z.enum(TRUSTS, `must be one of ${TRUSTS.join(', ')}`).optional(),
  SANDLOT_NESTED_RUNTIMES: z.string().optional(),
  SANDLOT_WAY: z.string().min(1).optional(),
  SANDLOT_EGRESS: z.enum(EGRESS, `must be one of ${EGRESS.join(', ')}`).default('none'),
  SANDLOT_DNS: z
    .string()
    .transform((written) => written.split(',').map((one) => one.trim()))
    .pipe(z.array(z.ipv4('must be IPv4 addresses with commas between')))
    .optional(),
  SANDLOT_REGISTRY_MIRROR: z.string().transform(readMirror).optional(),
  SANDLOT_KIND_NODE: z
    .string()
    .regex(
      /^$|^[a-z0-9][\w.-]*(:\d+)?(\/[\w.-]+)*(:[\w.-]+)?(@sha256:[0-9a-f]{64})?$/,
      'must be an image like registry.example.org/kindest/node:v1.34.0, or build',
    )
    .optional(),
});

function readMirror(written: string, context: z.RefinementCtx): RegistryMirror | null {
  if (written === '') return null;
  try {
    return readRegistryMirror(written);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
}

/** What commander has read; undefined where the person said nothing. */
export interface Options {
  host?: string;
  port?: string;
  data?: string;
  origin?: string;
  runtime?: string;
  lessons?: string;
  way?: string;
}

export interface Settings {
  /** The project's root: docker/ and prisma/ are in it. */
  root: string;
  /** The folder of courses/ and playgrounds/, absolute. */
  lessons: string;
  /** Absolute. */
  data: string;
  host: string;
  port: number;
  /** Without a slash at its end; null when the operator gave none. */
  origin: string | null;
  runtime: (typeof RUNTIMES)[number];
  databaseUrl: string;
  /** Whom the operator lets in. Who listens for oneself alone trusts oneself. */
  trust: Trust;
  /** Container runtimes that isolate root; null for the runtime's own choice. */
  nestedRuntimes: string[] | null;
  /** The one way to an engine inside that may be taken; null: the safest that works. */
  way: string | null;
  /** What playgrounds may ask for. */
  egress: Egress;
  /** Whom machines with a way out ask for names; null for the runtime's own choice. */
  dns: string[] | null;
  /** The registry that engines inside pull through. */
  mirror: RegistryMirror | null;
  /** What clusters' nodes are made from: an image to pull, or `build`; null for the project's own choice. */
  kindNode: string | null;
  /** What the children inherit. */
  environment: NodeJS.ProcessEnv;
}

/** Reads options and environment; throws a Failure that names each wrong setting. */
export function readSettings(options: Options, environment: NodeJS.ProcessEnv = process.env): Settings {
  const parsed = Environment.safeParse({
    ...environment,
    ...given({
      SANDLOT_LESSONS: options.lessons,
      SANDLOT_WAY: options.way,
      SANDLOT_DATA: options.data,
      SANDLOT_HOST: options.host,
      SANDLOT_PORT: options.port,
      SANDLOT_ORIGIN: options.origin,
      SANDLOT_RUNTIME: options.runtime,
    }),
  });
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new Failure(`A setting makes no sense: ${wrong.join('; ')}. docs/admins.md lists them all.`);
  }
  const e = parsed.data;
  const data = path.resolve(e.SANDLOT_DATA);
  return {
    root: ROOT,
    lessons: path.resolve(e.SANDLOT_LESSONS),
    data,
    host: e.SANDLOT_HOST,
    port: e.SANDLOT_PORT,
    origin: e.SANDLOT_ORIGIN?.replace(/\/+$/, '') ?? null,
    runtime: e.SANDLOT_RUNTIME,
    trust: e.SANDLOT_TRUST ?? (isLoopback(e.SANDLOT_HOST) && !e.SANDLOT_ORIGIN ? 'personal' : 'public'),
    nestedRuntimes: e.SANDLOT_NESTED_RUNTIMES?.split(',').map((one) => one.trim()) ?? null,
    way: e.SANDLOT_WAY ?? null,
    databaseUrl: e.DATABASE_URL ?? `file:${path.join(data, 'sandlot.db')}`,
    egress: e.SANDLOT_EGRESS,
    dns: e.SANDLOT_DNS ?? null,
    mirror: e.SANDLOT_REGISTRY_MIRROR ?? null,
    kindNode: e.SANDLOT_KIND_NODE || null,
    environment,
  };
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);

const given = (values: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));
