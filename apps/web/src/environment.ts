/** The web app's settings: its only file that reads the environment. Used by server.ts and by server components. */
import path from 'node:path';
import { readPreviewHost } from '@sandlot/protocol';
import { z } from 'zod';

const Port = z.coerce.number().int().min(0).max(65535);

const Environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  SANDLOT_ROOT: z.string().min(1).optional(),
  SANDLOT_LESSONS: z.string().min(1).optional(),
  SANDLOT_DATA: z.string().min(1).optional(),
  SANDLOT_HOST: z.string().min(1).default('127.0.0.1'),
  SANDLOT_PORT: Port.optional(),
  PORT: Port.optional(),
  SANDLOT_ORIGIN: z.url().optional(),
  SANDLOT_PREVIEW_DOMAIN: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/, 'must be a domain like previews.example.net')
    .optional(),
  SANDLOT_BROKER_URL: z.url().default('http://127.0.0.1:4301'),
  SANDLOT_SECRET: z.string().optional(),
  SANDLOT_HAND_OVER: z.enum(['0', '1']).default('0'),
  DATABASE_URL: z.string().min(1).optional(),
});

export interface WebEnvironment {
  development: boolean;
  /** The folder of courses/ and playgrounds/. */
  lessons: string;
  host: string;
  port: number;
  /** What a browser's address bar shows, when an operator has said so. */
  origin: URL | null;
  /** Its hosts, like those of previews below localhost, show what sandboxes serve, and nothing of the site. */
  previewDomain: string | null;
  brokerUrl: URL;
  /** Our parent passes connections on to the broker. */
  handOver: boolean;
  /** Signs the cookies; null: nobody can be told apart, so no progress is shown. */
  secret: Uint8Array | null;
  databaseUrl: string;
}

/** Reads the settings; throws an Error that names each wrong one. */
export function readEnvironment(source: Record<string, string | undefined> = process.env): WebEnvironment {
  const parsed = Environment.safeParse(source);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Settings that the web server cannot use: ${wrong.join('; ')}.`);
  }
  const e = parsed.data;
  const origin = e.SANDLOT_ORIGIN ? new URL(e.SANDLOT_ORIGIN) : null;
  if (origin && readPreviewHost(origin.host, e.SANDLOT_PREVIEW_DOMAIN ?? null)) {
    throw new Error(
      `The site cannot be at ${origin.host}: all of ${e.SANDLOT_PREVIEW_DOMAIN} is for previews. Set SANDLOT_PREVIEW_DOMAIN to a domain of its own.`,
    );
  }
  const root = e.SANDLOT_ROOT ?? path.resolve(process.cwd(), '../..');
  const data = e.SANDLOT_DATA ?? path.join(root, '.sandlot');
  return {
    development: e.NODE_ENV === 'development',
    lessons: e.SANDLOT_LESSONS ?? root,
    host: e.SANDLOT_HOST,
    port: e.SANDLOT_PORT ?? e.PORT ?? 4300,
    origin,
    previewDomain: e.SANDLOT_PREVIEW_DOMAIN ?? null,
    brokerUrl: new URL(e.SANDLOT_BROKER_URL),
    handOver: e.SANDLOT_HAND_OVER === '1',
    secret: e.SANDLOT_SECRET ? Buffer.from(e.SANDLOT_SECRET, 'base64') : null,
    databaseUrl: e.DATABASE_URL ?? `file:${path.join(data, 'sandlot.db')}`,
  };
}

/** Says which mode React and Next run in; call it before either is loaded. */
export function runInProduction(): void {
  const environment: Record<string, string | undefined> = process.env;
  environment.NODE_ENV ??= 'production';
}
