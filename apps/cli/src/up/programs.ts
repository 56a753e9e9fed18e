/** The two programs that the launcher keeps running, and what they are told. */
import path from 'node:path';
import type { Settings } from '../settings.ts';
import type { Secrets } from './secrets.ts';
import type { Program } from './supervised-child.ts';

export interface Commands {
  broker: [string, ...string[]];
  web: [string, ...string[]];
}

/** How the product's own programs are started. */
export const productCommands = (root: string): Commands => ({
  // A small young generation: the broker passes bytes on and keeps few, and 16 MB of memory stay free.
  broker: [process.execPath, '--max-semi-space-size=2', path.join(root, 'apps/broker/dist/main.mjs')],
  // Long lists and the proof-reading of lessons leave much garbage: this keeps 200 MB of it from piling up.
  web: [process.execPath, '--max-semi-space-size=4', path.join(root, 'apps/web/server.ts')],
});

/** Broker and web server. The web server counts as answering when the broker answers through it. */
export function describePrograms(
  settings: Settings,
  secrets: Secrets,
  brokerPort: number,
  commands: Commands,
): { broker: Program; web: Program; brokerUrl: string } {
  const brokerUrl = `http://127.0.0.1:${brokerPort}`;
  const shared = {
    ...settings.environment,
    NODE_ENV: 'production',
    SANDLOT_ROOT: settings.root,
    SANDLOT_LESSONS: settings.lessons,
    SANDLOT_DATA: settings.data,
    SANDLOT_HOST: settings.host,
    SANDLOT_PORT: String(settings.port),
    ...(settings.origin ? { SANDLOT_ORIGIN: settings.origin } : {}),
    SANDLOT_SECRET: secrets.secret,
    DATABASE_URL: settings.databaseUrl,
  };
  return {
    brokerUrl,
    broker: {
      name: 'broker',
      command: commands.broker,
      environment: {
        ...shared,
        SANDLOT_BROKER_PORT: String(brokerPort),
        SANDLOT_INTERNAL: secrets.internal,
        SANDLOT_INSTANCE: secrets.instance,
        SANDLOT_RUNTIME: settings.runtime,
        SANDLOT_TRUST: settings.trust,
      },
      logFile: path.join(settings.data, 'logs/broker.log'),
      answers: () => answers(`${brokerUrl}/api/health`),
    },
    web: {
      name: 'web server',
      command: commands.web,
      environment: { ...shared, SANDLOT_BROKER_URL: brokerUrl, SANDLOT_HAND_OVER: '1' },
      logFile: path.join(settings.data, 'logs/web.log'),
      answers: () => answers(`http://${reachable(settings.host)}:${settings.port}/api/health`),
    },
  };
}

/** An address by which this machine itself reaches what listens on `host`, as part of a URL. */
export function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  await response.body?.cancel();
  return response.ok;
}
