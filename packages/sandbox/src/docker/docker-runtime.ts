/** SandboxRuntime on a Docker engine: a machine is a container, a sandbox is a network and its containers. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type MachineSpec,
  type MachineStats,
  type RuntimeEvent,
  SandboxError,
  type SandboxRuntime,
} from '../runtime.ts';
import { Engine, type EngineEvent, type EngineInfo } from './engine.ts';
import { isMissing } from './engine-fault.ts';
import { engineFindings, imageFinding } from './engine-findings.ts';
import { EngineWatch } from './engine-watch.ts';
import { formatBytes } from './format-bytes.ts';
import { hangUpOrphans } from './hang-up.ts';
import { Holders } from './holders.ts';
import { Images } from './images.ts';
import { LABEL, type MachineContainer, readMachine } from './labels.ts';
import { StatsReader } from './machine-stats.ts';
import { Machines } from './machines.ts';
import { openPort } from './open-port.ts';
import { putFiles } from './put-files.ts';
import { runScript } from './run-script.ts';
import { Sandboxes } from './sandboxes.ts';
import { stoppedMessage } from './stopped-message.ts';
import { MOST_MACHINES, readPool } from './subnets.ts';
import { Terminals } from './terminals.ts';

export interface DockerRuntimeOptions {
  /** Labels all that this installation makes; it sees and removes nothing else. */
  instance: string;
  /** The folder with one folder for each image. */
  imagesDir: string;
  /** Where what keeps terminals over a restart has its place. Left out: terminals go through the engine, and end with us. */
  dataDir?: string;
  /** IPv4 range that private networks are cut from. */
  networkPool?: string;
  /** Spelled like DOCKER_HOST; Docker's own rules when left out. */
  host?: string;
  logger?: { warn(details: object, message: string): void };
}

/** The image that a fresh installation needs. */
const FIRST_IMAGE = 'linux';

/** Ready for start(); does not talk to the engine before. */
export function createDockerRuntime(options: DockerRuntimeOptions): SandboxRuntime {
  const { instance, imagesDir, dataDir, networkPool = '10.213.0.0/16', host, logger } = options;
  const broker = randomUUID();
  const engine = new Engine(host);
  const images = new Images(engine, imagesDir);
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
  const sandboxes = new Sandboxes({
    engine,
    instance,
    images,
    machines,
    holders,
    pool: readPool(networkPool),
    info,
  });

  const emit = (event: RuntimeEvent) => {
    for (const listener of listeners) listener(event);
  };
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
        message: stoppedMessage(spec, state),
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
      engine: (up) => emit({ type: 'engine', up }),
      died({ id, labels }: EngineEvent) {
        const machine = readMachine({ id, name: labels.name ?? '', labels, running: false });
        if (machine) void tellStopped(machine);
        stats.forget(id);
      },
      reopened() {
        known = null;
        machines
          .all()
          .then(async (all) => {
            for (const machine of all)
              if (!machine.running && !told.has(machine.id)) void tellStopped(machine);
            await holders?.adopt(all);
          })
          .catch((error) => logger?.warn({ err: error }, 'cannot list machines after the engine came back'));
      },
    },
  );

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
      const all = await machines.all();
      for (const machine of all) if (!machine.running) told.add(machine.id);
      await holders?.adopt(all);
      void hangUpAllOrphans().catch((error) => logger?.warn({ err: error }, 'cannot hang up old terminals'));
    },
    async findings() {
      try {
        const found = await engine.info();
        const image = imageFinding(FIRST_IMAGE, await images.has(FIRST_IMAGE));
        return [...engineFindings(found), image, ...(holders ? [await holders.finding()] : [])];
      } catch (error) {
        if (!(error instanceof SandboxError) || error.code !== 'engine') throw error;
        const [reason = '', remedy = ''] = error.message.split(/(?<=\))\. /);
        return [{ name: 'Docker engine', ok: false, reason, remedy }];
      }
    },
    cannotRun: (specs) => withoutImage(specs, imagesDir) ?? cannotRun(specs, known),
    hasImage: (image) => images.has(image),
    async ensureImage(image, progress, signal) {
      await images.ensure(image, progress, signal);
      holders?.build();
    },
    async create(spec, progress, signal) {
      const refusal = cannotRun(spec.machines, known);
      if (refusal) throw new SandboxError('unsupported', `${refusal.reason} ${refusal.remedy}`);
      if (spec.egress === 'open')
        throw new SandboxError(
          'unsupported',
          'Sandlot gives no way out of a sandbox so far. Set `egress: none`.',
        );
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
    putFiles: (sandboxId, machine, files) =>
      machines.use(sandboxId, machine, ({ id, spec }) => putFiles(engine, id, spec, files)),
    async addresses(sandboxId) {
      const all = await machines.all({ [LABEL.sandbox]: sandboxId });
      return Object.fromEntries(
        all.map(({ spec, address }) => [spec.name, { [spec.networks[0] ?? 'lan']: address }]),
      );
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
      await watch.close();
    },
  };
}

type Refusal = NonNullable<ReturnType<SandboxRuntime['cannotRun']>>;

function cannotRun(specs: MachineSpec[], info: EngineInfo | null): Refusal | null {
  if (new Set(specs.flatMap((spec) => spec.networks)).size > 1) {
    return {
      reason: 'Its machines are on several networks, and Sandlot gives a sandbox one so far.',
      remedy: 'Put all of its machines on one network.',
    };
  }
  if (specs.length > MOST_MACHINES) {
    return {
      reason: `${specs.length} machines are more than the ${MOST_MACHINES} that fit in one private network.`,
      remedy: 'Split the playground in two.',
    };
  }
  const memory = specs.reduce((sum, spec) => sum + spec.memoryBytes, 0);
  if (info && memory > info.memoryBytes) {
    return {
      reason: `The machines may use ${formatBytes(memory)} of memory, and the host has ${formatBytes(info.memoryBytes)}.`,
      remedy: 'Run it on a host with more memory, or lower "memory" in the playground.',
    };
  }
  return null;
}

function withoutImage(specs: MachineSpec[], imagesDir: string): Refusal | null {
  const unknown = specs.find(({ image }) => !existsSync(join(imagesDir, image, 'Dockerfile')));
  if (unknown) {
    return {
      reason: `Machine ${unknown.name} needs the image ${unknown.image}, and there is no docker/${unknown.image}/Dockerfile here.`,
      remedy: 'Add the folder of that image, or name another image in the playground.',
    };
  }
  return null;
}
