/** Puts the broker's parts together, and stops them in the right order. */
import { randomBytes } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import { freemem, totalmem } from 'node:os';
import path from 'node:path';
import { migrate, openDatabase } from '@sandlot/db';
import { type Catalogue, FreshCatalogue } from '@sandlot/lesson';
import { pickRuntime, type SandboxRuntime, sshKeysOf } from '@sandlot/sandbox';
import type { Logger } from 'pino';
import { AdminView } from './admin/admin-view.ts';
import { CheckService } from './checks/check-service.ts';
import { endsInPrompt } from './checks/ends-in-prompt.ts';
import { ClusterViews } from './cluster/cluster-views.ts';
import { realClock } from './cluster/real-clock.ts';
import type { Config } from './config.ts';
import { watchEngine } from './engine-watch.ts';
import { httpServer } from './http/http-server.ts';
import { Identity } from './http/identity.ts';
import type { Services } from './http/services.ts';
import { LessonView } from './lessons/lesson-view.ts';
import { studentValues } from './lessons/values.ts';
import type { Parts } from './parts.ts';
import { WarmPool } from './pool/warm-pool.ts';
import { Previews } from './previews/previews.ts';
import { Recordings } from './recordings/recordings.ts';
import { TerminalRecorder } from './recordings/terminal-recorder.ts';
import { adopt } from './sandboxes/adopt.ts';
import { cannotRun } from './sandboxes/cannot-run.ts';
import { lowered } from './sandboxes/machine-caps.ts';
import { startReaper } from './sandboxes/reaper.ts';
import { SandboxService } from './sandboxes/sandbox-service.ts';
import { Screens } from './screens/screens.ts';
import { SocketServer } from './sockets/socket-server.ts';
import { TerminalRegistry } from './terminals/terminal-registry.ts';
import { Tickets } from './terminals/tickets.ts';

/** The share of the host's memory that waiting sandboxes leave alone. */
const POOL_RESERVE = 0.15;

export interface Broker {
  port: number;
  runtime: SandboxRuntime;
  sandboxes: SandboxService;
  pool: WarmPool;
  /** Serves a connection that a web server has handed over, with the words that came with it. */
  take(message: unknown, socket: Socket): void;
  /** Stops listening and closes all; sandboxes go on. Safe to call twice. */
  stop(): Promise<void>;
}

async function openParts(
  config: Config,
  log: Logger,
  now: () => number,
): Promise<{ parts: Parts; why: string; catalogue: FreshCatalogue }> {
  const provider = /^postgres/.test(config.databaseUrl) ? 'postgresql' : 'sqlite';
  await migrate(config.databaseUrl, path.join(config.root, 'prisma/migrations', provider));
  const db = await openDatabase(config.databaseUrl);
  const { runtime, why } = await pickRuntime({
    choice: config.runtime,
    instance: config.instance,
    imagesDir: path.join(config.root, 'docker'),
    dataDir: config.data,
    ...{ egress: config.egress, mirror: config.mirror },
    ...{ trust: config.trust, nestedRuntimes: config.nestedRuntimes, way: config.way },
    logger: log,
    ...(config.dns ? { dns: config.dns } : {}),
    ...(config.networkPool ? { networkPool: config.networkPool } : {}),
    ...(config.dockerHost ? { host: config.dockerHost } : {}),
  });
  await runtime.start();
  const failed = (error: unknown) => log.error({ error }, 'the lessons could not be read again');
  const catalogue = await FreshCatalogue.open(config.lessons, { failed });
  followProblems(catalogue, log);
  const sshKeys = (id: string) => sshKeysOf(config.secret, id);
  const values = studentValues(config.secret, runtime);
  return {
    parts: {
      ...{ runtime, db, catalogue: () => catalogue.current, limits: config.limits },
      ...{ values, sshKeys, now, log },
    },
    why,
    catalogue,
  };
}

/** Logs each problem once, when it is found; again when it was mended meanwhile. */
function followProblems(catalogue: FreshCatalogue, log: Logger): void {
  let said = new Set<string>();
  const say = ({ problems }: Catalogue) => {
    const now = new Set(problems.map((p) => `${p.file}:${p.line}:${p.column} ${p.message} ${p.remedy}`));
    for (const line of now) if (!said.has(line)) log.warn(line);
    said = now;
  };
  say(catalogue.current);
  catalogue.onChange((change) => say(change.catalogue));
}

function serve(parts: Parts, why: string, config: Config): Services {
  const playgrounds = () => {
    const all = [...parts.catalogue().playgrounds];
    return new Map(all.map(([name, one]) => [name, lowered(one, parts.limits.machine)]));
  };
  const pool: WarmPool = new WarmPool({
    ...parts,
    playgrounds,
    canRun: (playground) => cannotRun(parts, playground) === null,
    sizes: config.poolSizes,
    freeBytes: freemem,
    reserveBytes: POOL_RESERVE * totalmem(),
    hasRoom: (pooled) => sandboxes.free > pooled,
  });
  const sandboxes = new SandboxService(parts, pool);
  const checks = new CheckService(parts, sandboxes);
  const screens = new Screens();
  const recordings = new Recordings({
    dir: path.join(config.data, 'recordings'),
    now: parts.now,
    warn: (details, message) => parts.log.warn(details, message),
  });
  const recorder = new TerminalRecorder({
    recordings,
    owner: (id) => sandboxes.get(id),
    ended: (place) => terminals.recordingEnded(place),
  });
  const terminals: TerminalRegistry = new TerminalRegistry(parts.runtime, screens, recorder, {
    output: (id, bytes) => checks.activity(id, endsInPrompt(bytes)),
    changed(id) {
      const sandbox = sandboxes.get(id);
      if (sandbox) sandboxes.changed(sandbox);
    },
  });
  const clusters = new ClusterViews(parts.runtime, realClock(parts.now), (error, { sandboxId, machine }) =>
    parts.log.error({ error, sandboxId, machine }, 'cluster'),
  );
  sandboxes.listen({
    ready: (sandbox, machine) => void terminals.warm(sandbox.id, machine),
    leaving(sandbox, machine) {
      terminals.drop(sandbox.id, machine);
      if (machine === undefined) clusters.drop(sandbox.id);
    },
  });
  const view = new LessonView(parts, { sandboxes, checks, terminals });
  return {
    ...{ parts, sandboxes, pool, screens, recordings, terminals, checks, view, why },
    adminView: new AdminView(
      parts,
      { sandboxes, terminals, view, pool },
      { why, dataDir: config.data, mirror: config.mirror },
    ),
    identity: new Identity(config.secret, parts),
    // A secret of this process: a ticket that was used before a restart is worth nothing after it.
    tickets: new Tickets('ticket', randomBytes(32), parts.now),
    looks: new Tickets('look', randomBytes(32), parts.now),
    clusters,
    previews: new Previews(parts, sandboxes, config.secret, config.previewDomain),
    internal: config.internal,
    origin: config.origin,
  };
}

/** Takes up what outlived an earlier broker. Nobody waits for it: who asks for a terminal finds it too. */
async function adoptTerminals({ parts, sandboxes, terminals, recordings }: Services): Promise<void> {
  const machines = sandboxes.all.flatMap((sandbox) =>
    [...sandbox.machines].flatMap(([machine, { state }]) =>
      state === 'ready' ? [{ sandbox: sandbox.id, machine }] : [],
    ),
  );
  const warn = (details: object) => (error: unknown) =>
    parts.log.warn({ error, ...details }, 'terminals could not be taken up');
  await Promise.all(machines.map((one) => terminals.adopt(one.sandbox, one.machine).catch(warn(one))));
  await recordings.finishRest().catch(warn({}));
}

/** Starts a broker: migrates, adopts what runs, listens. Throws when it cannot. */
export async function startBroker(
  config: Config,
  log: Logger,
  now: () => number = Date.now,
): Promise<Broker> {
  const { parts, why, catalogue } = await openParts(config, log, now);
  const services = serve(parts, why, config);
  const { sandboxes, checks } = services;
  const adoption = await adopt(parts, sandboxes);
  await services.recordings.adopt();
  void adoptTerminals(services);
  const app = await httpServer(services);
  const sockets = new SocketServer(services, app.server);
  const prepare = () => {
    const machines = [...parts.catalogue().playgrounds.values()].flatMap((playground) => playground.machines);
    void parts.runtime.prepare(machines).then(() => sockets.pokeAll());
  };
  prepare();
  const stopWatching = watchEngine(parts, sandboxes, () => sockets.pokeAll());
  const stopReaper = startReaper(parts, sandboxes, services.pool);
  services.pool.start();
  // Nothing moves on the page of the first admin who looks.
  void services.adminView.sample();
  catalogue.onChange(({ lessons }) => {
    prepare();
    // Who works on a lesson that its author has saved sees it, and its checks look again, in the same sandbox.
    for (const { id } of sandboxes.all.filter(({ lesson }) => lessons.includes(lesson))) checks.activity(id);
    sockets.pokeAll();
  });
  await app.listen({ host: '127.0.0.1', port: config.port });
  const { port } = app.server.address() as AddressInfo;
  log.info({ port, runtime: parts.runtime.kind, why, ...adoption }, 'listening');
  let stopped: Promise<void> | null = null;
  const stop = async () => {
    stopReaper();
    stopWatching();
    await services.pool.close();
    await catalogue.close();
    checks.close();
    sockets.close();
    services.clusters.close();
    services.previews.close();
    await app.close();
    await services.recordings.close();
    await services.screens.close();
    await parts.runtime.close();
    await parts.db.close();
  };
  return {
    port,
    runtime: parts.runtime,
    sandboxes,
    pool: services.pool,
    take: (message, socket) => sockets.take(message, socket),
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
