/** SandboxRuntime on a Docker engine: a machine is a container, a sandbox is its networks and containers. */
import { randomUUID } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Egress, Need, Trust } from '@sandlot/lesson';
import {
  type MachineStats,
  type RuntimeEvent,
  SandboxError,
  type SandboxRuntime,
  type SandboxSpec,
} from '../runtime.ts';
import { cannotRun, withoutImage } from './cannot-run.ts';
import { DiskWatch } from './disk-watch.ts';
import { EGRESS_IMAGE, EgressGuard } from './egress-guard.ts';
import { CLOSED_RULES, openRules } from './egress-rules.ts';
import { Engine, type EngineEvent, type EngineInfo } from './engine.ts';
import { isMissing } from './engine-fault.ts';
import { engineFindings, imageFinding } from './engine-findings.ts';
import { EngineWatch } from './engine-watch.ts';
import { follow } from './follow.ts';
import { hangUpOrphans } from './hang-up.ts';
import { Holders } from './holders.ts';
import { Images } from './images.ts';
import { LABEL, type MachineContainer, readMachine } from './labels.ts';
import { StatsReader } from './machine-stats.ts';
import { Machines } from './machines.ts';
import { FileWatchers, raiseWatchLimits } from './nesting/file-watchers.ts';
import { HostWays, NESTED_IMAGE } from './nesting/host-ways.ts';
import { PROBE_LABEL } from './nesting/probe-way.ts';
import { type Lookup, type MirrorPlace, placeOf, type RegistryMirror } from './nesting/registry-mirror.ts';
import { OnDemandImages } from './on-demand-images.ts';
import { openPort } from './open-port.ts';
import { putFiles } from './put-files.ts';
import { runScript } from './run-script.ts';
import { SandboxNetworks } from './sandbox-networks.ts';
import { Sandboxes } from './sandboxes.ts';
import { stoppedMessage } from './stopped-message.ts';
import { StorageLimit } from './storage-limit.ts';
import { readPool } from './subnets.ts';
import { sweepVolumes } from './sweep-volumes.ts';
import { Terminals } from './terminals.ts';
import { writtenBytes } from './written-bytes.ts';

export interface DockerRuntimeOptions {
  /** Labels all that this installation makes; it sees and removes nothing else. */
  instance: string;
  /** The folder with one folder for each image. */
  imagesDir: string;
  /** Where what keeps terminals over a restart has its place. Left out: terminals go through the engine, and end with us. */
  dataDir?: string;
  /** IPv4 range that private networks are cut from. */
  networkPool?: string;
  /** What playgrounds may ask for: `open` lets those that say so reach the internet. Default `none`. */
  egress?: Egress;
  /** IPv4 addresses of the servers that machines with a way out ask for names. */
  dns?: string[];
  /** The registry that engines inside pull through, and reach even without another way out. */
  mirror?: RegistryMirror | null;
  /** Finds the mirror's address; the host's own resolver when left out. */
  lookup?: Lookup;
  /** Whom the operator lets in; decides which ways to an engine inside may be used. Default `public`. */
  trust?: Trust;
  /** Container runtimes of the engine that isolate root, as its configuration calls them. Default `sysbox-runc`. */
  nestedRuntimes?: string[];
  /** `false`: machines are watched even where the engine's storage can limit what they write. */
  storageLimit?: boolean;
  /** The one way to an engine inside that may be taken. */
  way?: string | null;
  /** Spelled like DOCKER_HOST; Docker's own rules when left out. */
  host?: string;
  logger?: { warn(details: object, message: string): void };
}

/** They answer everybody. */
const PUBLIC_DNS = ['1.1.1.1', '9.9.9.9'];

/** The image that a fresh installation needs. */
const FIRST_IMAGE = 'linux';

const SYSBOX = ['sysbox-runc'];

/** What a cluster asks of the way that its machine is made. */
const FOR_CLUSTERS: Need[] = ['privileged'];

/** null: not to be seen from here. */
const freeBytes = (folder: string): Promise<number | null> =>
  statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );

/** Ready for start(); does not talk to the engine before. */
export function createDockerRuntime(options: DockerRuntimeOptions): SandboxRuntime {
  const { instance, imagesDir, dataDir, networkPool = '10.213.0.0/16', host, logger } = options;
  const { egress: allowed = 'none', dns = PUBLIC_DNS } = options;
  const broker = randomUUID();
  const engine = new Engine(host);
  const images = new Images(engine, imagesDir);
  const onDemand = new OnDemandImages(imagesDir, (image) => images.has(image), Date.now);
  const machines = new Machines(engine, instance);
  const holders = dataDir ? new Holders({ engine, images, instance, imagesDir, dataDir, logger }) : null;
  const terminals = new Terminals({ engine, holders, broker });
  const stats = new StatsReader();
  const listeners = new Set<(event: RuntimeEvent) => void>();
  /** Stopped containers that are no news. */
  const told = new Set<string>();
  let known: EngineInfo | null = null;
  const info = async () => {
    known ??= await engine.info();
    return known;
  };
  const ways = new HostWays({
    ...{ engine, images, instance },
    trust: options.trust ?? 'public',
    runtimes: options.nestedRuntimes ?? SYSBOX,
    only: options.way ?? null,
    file: dataDir ? join(dataDir, 'ways.json') : null,
    warn: (details, message) => logger?.warn(details, message),
  });
  const watchers = new FileWatchers({
    raise: async () => raiseWatchLimits(engine, instance, await images.tag(NESTED_IMAGE)),
    warn: (details, message) => logger?.warn(details, message),
  });
  const rules = allowed === 'open' ? openRules(dns, networkPool) : CLOSED_RULES;
  const egress = new EgressGuard({ engine, images, instance, rules });
  const mirror = options.mirror ?? null;
  const pool = readPool(networkPool);
  const networks = new SandboxNetworks({ engine, instance, pool, egress, mirror, info });
  const storage = options.storageLimit === false ? null : new StorageLimit({ engine, instance, info });
  const sandboxes = new Sandboxes({
    ...{ engine, instance, images, machines, networks, ways, holders, storage, info },
    dns: rules.dns,
    mirror: mirrorFor,
  });

  const emit = (event: RuntimeEvent) => {
    for (const listener of listeners) listener(event);
  };
  /** Why we have ended a container. */
  const endedBecause = new Map<string, string>();
  const disk = new DiskWatch({
    machines: async () =>
      (await machines.all()).filter(({ running, labels }) => running && labels[LABEL.disk] !== 'engine'),
    sizes: async () => writtenBytes(engine, instance, await images.tag(FIRST_IMAGE)),
    freeBytes: async () => (engine.local && known ? freeBytes(known.rootDir) : null),
    async end({ id }, message) {
      endedBecause.set(id, message);
      await engine.killContainer(id);
    },
    now: Date.now,
    warn: (details, message) => logger?.warn(details, message),
  });
  async function tellStopped(machine: MachineContainer): Promise<void> {
    if (sandboxes.leaving.has(machine.id)) return;
    told.add(machine.id);
    try {
      const state = await engine.containerState(machine.id);
      if (state.leaving || state.running || sandboxes.leaving.has(machine.id)) return;
      const { sandboxId, generation, spec } = machine;
      emit({
        type: 'stopped',
        sandboxId,
        machine: spec.name,
        generation,
        message: endedBecause.get(machine.id) ?? stoppedMessage(spec, state),
      });
    } catch (error) {
      if (!isMissing(error))
        logger?.warn({ err: error, container: machine.id }, 'cannot tell why a machine ended');
    }
  }
  const watch = new EngineWatch(
    engine,
    { [LABEL.instance]: instance },
    {
      engine(up) {
        if (!up) egress.forget();
        emit({ type: 'engine', up });
      },
      died({ id, labels }: EngineEvent) {
        const machine = readMachine({ id, name: labels.name ?? '', labels, running: false });
        if (machine) void tellStopped(machine);
        stats.forget(id);
      },
      reopened() {
        known = null;
        egress.forget();
        storage?.forget();
        void raiseWatchers();
        fenceAll()
          .then(() => machines.all())
          .then(async (all) => {
            for (const machine of all)
              if (!machine.running && !told.has(machine.id)) void tellStopped(machine);
            await holders?.adopt(all);
          })
          .catch((error) => logger?.warn({ err: error }, 'cannot list machines after the engine came back'));
      },
    },
  );

  /** The kernel forgets it with the host's restart, so that it is no part of what is remembered of the ways. */
  async function raiseWatchers(): Promise<void> {
    if (ways.title(FOR_CLUSTERS)) await watchers.raise();
  }

  /** A sandbox whose way out cannot be fenced goes at once. */
  async function fenceAll(): Promise<void> {
    for (const { sandboxId, error } of await networks.fenceAll()) {
      logger?.warn({ err: error, sandbox: sandboxId }, 'removed: its way out cannot be kept from the host');
      await sandboxes.remove(sandboxId);
    }
  }

  const hasEngine = (spec: SandboxSpec) => spec.machines.some(({ needs }) => needs.length > 0);

  /** A mirror that cannot be found costs the student nothing but the mirror. */
  async function mirrorFor(spec: SandboxSpec): Promise<MirrorPlace | null> {
    if (!mirror || !hasEngine(spec)) return null;
    return placeOf(mirror, options.lookup).catch((error: Error) => {
      logger?.warn({ sandbox: spec.id }, `made without the registry mirror: ${error.message}`);
      return null;
    });
  }

  async function hangUpAllOrphans(): Promise<void> {
    for (const machine of await machines.all()) {
      if (!machine.running) continue;
      await hangUpOrphans(engine, machine.id, broker).catch((error) => {
        logger?.warn({ err: error, container: machine.id }, 'cannot hang up old terminals');
      });
    }
  }

  return {
    kind: 'docker',
    get engineUp() {
      return watch.up;
    },
    async start() {
      await watch.start();
      if (!watch.up) return;
      await info();
      await fenceAll();
      await sweepVolumes(engine, [{ [LABEL.instance]: instance }, { [PROBE_LABEL]: instance }]);
      disk.start();
      // So that the first Start does not wait for it.
      if (storage && (await images.has(FIRST_IMAGE)))
        void images.tag(FIRST_IMAGE).then((tag) => storage.find(tag));
      const all = await machines.all();
      for (const machine of all) if (!machine.running) told.add(machine.id);
      await holders?.adopt(all);
      void hangUpAllOrphans().catch((error) => logger?.warn({ err: error }, 'cannot hang up old terminals'));
    },
    async findings() {
      try {
        const found = await engine.info();
        const built = await images.has(FIRST_IMAGE);
        const image = imageFinding(FIRST_IMAGE, built);
        const disks = storage ? [await storage.finding(built ? await images.tag(FIRST_IMAGE) : null)] : [];
        const held = holders ? [await holders.finding()] : [];
        await ways.find();
        await raiseWatchers();
        return [
          ...engineFindings(found),
          ...[...disks, image, ...held, ...ways.known(), ...watchers.findings()],
        ];
      } catch (error) {
        if (!(error instanceof SandboxError) || error.code !== 'engine') throw error;
        const [reason = '', remedy = ''] = error.message.split(/(?<=\))\. /);
        return [{ name: 'Docker engine', ok: false, reason, remedy }];
      }
    },
    async prepare(specs) {
      const nested = specs.some(({ needs }) => needs.length > 0);
      await Promise.all([onDemand.look(specs), nested ? ways.find().then(raiseWatchers) : null]);
    },
    prepared: () => ways.known(),
    engineInside: (specs) =>
      specs.map(({ needs }) => ways.title(needs)).find((title) => title !== null) ?? null,
    cannotRun: (specs, egress = 'none') =>
      withoutImage(specs, imagesDir) ??
      onDemand.refusal(specs) ??
      cannotRun(specs, egress, { info: known, allowed }) ??
      specs.map(({ needs }) => ways.refusal(needs)).find((refusal) => refusal !== null) ??
      watchers.refusal(specs),
    hasImage: (image) => images.has(image),
    imageVersion: (image) => images.tag(image),
    async ensureImage(image, progress, signal) {
      await images.ensure(image, progress, signal);
      holders?.build();
    },
    async create(spec, progress, signal) {
      const refusal = cannotRun(spec.machines, spec.egress, { info: known, allowed });
      if (refusal) throw new SandboxError('unsupported', `${refusal.reason} ${refusal.remedy}`);
      if (spec.egress === 'open' || (mirror && hasEngine(spec)))
        await images.ensure(EGRESS_IMAGE, progress, signal);
      await sandboxes.create(spec, progress, signal);
    },
    markReady: (sandboxId, machine) => sandboxes.markReady(sandboxId, machine),
    reset: (sandboxId, machine) => sandboxes.reset(sandboxId, machine),
    async revive(sandboxId, machine) {
      told.delete(await sandboxes.revive(sandboxId, machine));
    },
    remove: (sandboxId) => sandboxes.remove(sandboxId),
    list: () => sandboxes.list(),
    openTerminal: (sandboxId, machine, request) =>
      machines.use(sandboxId, machine, (it) => terminals.open(it, request)),
    terminals: (sandboxId, machine) => machines.use(sandboxId, machine, (it) => terminals.found(it)),
    run: (sandboxId, machine, request) =>
      machines.use(sandboxId, machine, ({ id, spec }) => runScript(engine, id, spec, request)),
    connect: (sandboxId, machine, port) =>
      machines.use(sandboxId, machine, (it) => openPort(engine, it, port)),
    follow: (sandboxId, machine, request) =>
      machines.use(sandboxId, machine, ({ id, spec }) => follow(engine, id, spec, request)),
    putFiles: (sandboxId, machine, files) =>
      machines.use(sandboxId, machine, ({ id, spec }) => putFiles(engine, id, spec, files)),
    async addresses(sandboxId) {
      const all = await machines.all({ [LABEL.sandbox]: sandboxId });
      return Object.fromEntries(all.map(({ spec, addresses }) => [spec.name, addresses]));
    },
    async stats(sandboxId) {
      const all = await machines.all({ [LABEL.sandbox]: sandboxId });
      const figures: Record<string, MachineStats> = {};
      await Promise.all(
        all
          .filter((machine) => machine.running)
          .map(async ({ id, spec }) => {
            const one = stats.read(id, await engine.stats(id));
            if (one) figures[spec.name] = one;
          }),
      );
      return figures;
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      holders?.close();
      await disk.close();
      await storage?.close();
      await watch.close();
    },
  };
}
