/** Makes, resets, lists and removes sandboxes: networks and containers with our labels. */
import { Gate } from '../gate.ts';
import {
  type FoundMachine,
  type FoundSandbox,
  type MachineSpec,
  type Progress,
  SandboxError,
  type SandboxSpec,
} from '../runtime.ts';
import type { ContainerBody, Engine, EngineInfo } from './engine.ts';
import { EngineRefusal, isMissing } from './engine-fault.ts';
import { hardened } from './hardening.ts';
import type { Holders } from './holders.ts';
import type { Images } from './images.ts';
import {
  LABEL,
  type MachineContainer,
  machineLabels,
  readMachine,
  readSandbox,
  readyName,
  sandboxLabels,
  unreadyName,
} from './labels.ts';
import type { Machines } from './machines.ts';
import type { HostWays } from './nesting/host-ways.ts';
import { nestedCommand, nestedHostConfig } from './nesting/nested-host-config.ts';
import { putMirror } from './nesting/put-mirror.ts';
import { type MirrorPlace, mirrorHosts } from './nesting/registry-mirror.ts';
import { removed } from './removed.ts';
import {
  addressesOf,
  endpoint,
  networkOf,
  type SandboxNetwork,
  type SandboxNetworks,
} from './sandbox-networks.ts';
import { stoppedMessage } from './stopped-message.ts';
import type { StorageLimit } from './storage-limit.ts';
import { outlivesKill, thaw } from './thaw.ts';

export interface SandboxesParts {
  engine: Engine;
  instance: string;
  images: Images;
  machines: Machines;
  networks: SandboxNetworks;
  ways: HostWays;
  /** null: machines have no holders. */
  holders: Holders | null;
  /** null: machines are watched, whatever the engine's storage could do. */
  storage: StorageLimit | null;
  /** Whom machines with a way out ask for names. */
  dns: string[];
  /** The registry mirror of a new sandbox's engines; null: none. */
  mirror(spec: SandboxSpec): Promise<MirrorPlace | null>;
  info(): Promise<EngineInfo>;
}

const missingImage = (image: string, cause: unknown): SandboxError =>
  new SandboxError(
    'image',
    `The image "${image}" is not built. Run "sandlot images", or start again: it is built at the start.`,
    { cause },
  );

/** Above this the engine spends its time on its own locks: forty removals at once take twice as long as by fours. */
const AT_ONCE = 4;

export class Sandboxes {
  readonly #parts: SandboxesParts;
  readonly #creating = new Gate(AT_ONCE);
  readonly #removing = new Gate(AT_ONCE);
  /** Containers that go because we say so: their end is no news. */
  readonly leaving = new Set<string>();

  constructor(parts: SandboxesParts) {
    this.#parts = parts;
  }

  /** See SandboxRuntime.create. */
  async create(spec: SandboxSpec, progress: Progress, signal?: AbortSignal): Promise<void> {
    const check = () => {
      if (signal?.aborted) throw new SandboxError('aborted', 'The start was given up.');
    };
    check();
    const tags = await Promise.all(spec.machines.map((machine) => this.#parts.images.tag(machine.image)));
    await this.#creating.through(async () => {
      progress(
        spec.networks.length > 1 ? `Making networks ${spec.networks.join(', ')}` : 'Making a private network',
      );
      check();
      const networks = await this.#parts.networks.create(spec, await this.#parts.mirror(spec));
      try {
        progress(`Starting ${spec.machines.map((machine) => machine.name).join(', ')}`);
        check();
        await this.#startMachines(spec, tags, networks, check);
        check();
      } catch (error) {
        await this.remove(spec.id);
        throw error;
      }
    });
  }

  async #startMachines(
    spec: SandboxSpec,
    tags: string[],
    networks: SandboxNetwork[],
    check: () => void,
  ): Promise<void> {
    const { instance } = this.#parts;
    const labels = sandboxLabels(instance, spec);
    const begin = async (machine: MachineSpec, index: number) => {
      const addresses = addressesOf(networks, machine.networks, index);
      const way = machine.needs.length > 0 ? this.#parts.ways.choose(machine.needs).name : null;
      const own = machineLabels(labels, machine, 1, addresses, way);
      const container = await this.#createContainer(tags[index] ?? '', own, networks);
      check();
      await this.#start(this.#fresh(container, own), networks);
    };
    const guard = this.#parts.networks.guard(networks, tags[0] ?? '', labels);
    const results = await Promise.allSettled([guard, ...spec.machines.map(begin)]);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** A way out is fenced before anything runs on it. */
  async #start(machine: MachineContainer, networks: SandboxNetwork[]): Promise<void> {
    const { engine, networks: all } = this.#parts;
    await all.fence(networks);
    await engine.startContainer(machine.id);
    await all.join(machine, networks);
    this.#started(machine);
  }

  async #createContainer(
    image: string,
    labels: Record<string, string>,
    networks: SandboxNetwork[],
  ): Promise<string> {
    const { info, holders, dns, ways, instance, storage } = this.#parts;
    const fresh = this.#fresh('', labels);
    const { spec } = fresh;
    const first = networkOf(networks, spec.networks[0] ?? '');
    const [{ cores }, lent, limited] = await Promise.all([
      info(),
      holders?.mounts(fresh) ?? [],
      storage?.options(image, spec.diskBytes) ?? null,
    ]);
    const named = labels[LABEL.way];
    const way = named ? ways.named(named) : null;
    const host = (mounts: ContainerBody[]) => {
      const plain = { ...hardened(spec, cores, mounts, first.open ? dns : []), ...limited };
      const own = { [LABEL.instance]: instance, [LABEL.sandbox]: fresh.sandboxId };
      if (!way) return plain;
      const extra = first.mirror ? { ExtraHosts: mirrorHosts(first.mirror) } : {};
      return { ...nestedHostConfig(way, spec, plain, own), ...extra };
    };
    const body = (mounts: ContainerBody[]) => ({
      Image: image,
      Hostname: spec.name,
      // What an engine inside holds is on a volume, which the storage does not count.
      Labels: { ...labels, [LABEL.disk]: limited && !way ? 'engine' : 'watched' },
      ...(way ? { Cmd: nestedCommand(way) } : {}),
      HostConfig: { ...host(mounts), NetworkMode: first.engineName },
      NetworkingConfig: { EndpointsConfig: { [first.engineName]: endpoint(fresh, first.name) } },
    });
    const id = await this.#createWithMounts(fresh, lent, body);
    if (way && first.mirror) await putMirror(this.#parts.engine, id, first.mirror);
    return id;
  }

  /** An engine may have no way to share our folder: then the machine is made without. */
  async #createWithMounts(
    machine: MachineContainer,
    lent: ContainerBody[],
    body: (mounts: ContainerBody[]) => ContainerBody,
  ): Promise<string> {
    const { engine, instance, holders } = this.#parts;
    const { spec, sandboxId, generation } = machine;
    const name = unreadyName(instance, sandboxId, spec.name, generation);
    try {
      return await engine.createContainer(name, body(lent));
    } catch (error) {
      if (isMissing(error) && /image/i.test(String(error))) throw missingImage(spec.image, error);
      const mayHelp = holders !== null && lent.length > 0;
      if (!(error instanceof EngineRefusal && mayHelp && /mount|bind source/i.test(error.message)))
        throw error;
      holders.refused(machine, error);
      return engine.createContainer(name, body([]));
    }
  }

  /** It runs: it is known from now on, and its holder starts meanwhile. */
  #started(machine: MachineContainer): void {
    this.#parts.machines.remember(machine);
    this.#parts.holders?.started(machine);
  }

  /** What the labels of a container that we have just made say. */
  #fresh(id: string, labels: Record<string, string>): MachineContainer {
    const machine = readMachine({ id, name: '', labels, running: true });
    if (!machine) throw new Error('a container without the labels of a machine');
    return { ...machine, ready: false };
  }

  /** See SandboxRuntime.markReady. */
  async markReady(sandboxId: string, machine: string): Promise<void> {
    const { engine, machines } = this.#parts;
    const newest = await machines.newest(sandboxId, machine);
    if (newest.ready) return;
    await engine.renameContainer(newest.id, readyName(newest.name));
  }

  /**
   * See SandboxRuntime.reset. The next container is made before the old one goes, so a missing image or a full disk
   * costs the student nothing; it is started after, because both have the same address.
   */
  async reset(sandboxId: string, machine: string): Promise<number> {
    const { machines, images, holders, networks: all } = this.#parts;
    const newest = await machines.newest(sandboxId, machine);
    const generation = newest.generation + 1;
    const own = machineLabels(
      {},
      newest.spec,
      generation,
      newest.addresses,
      newest.labels[LABEL.way] ?? null,
    );
    const labels = { ...newest.labels, ...own };
    const [image, networks] = await Promise.all([images.tag(newest.spec.image), all.of(sandboxId)]);
    const next = await this.#createContainer(image, labels, networks);
    const old = await machines.all({ [LABEL.sandbox]: sandboxId, [LABEL.machine]: machine });
    const gone = old.filter((it) => it.id !== next);
    await Promise.all(gone.map((it) => this.#removeContainer(it.id)));
    holders?.forget(gone);
    await this.#start(this.#fresh(next, labels), networks);
    return generation;
  }

  /** See SandboxRuntime.revive. Gives the container's id. */
  async revive(sandboxId: string, machine: string): Promise<string> {
    const { machines, networks: all } = this.#parts;
    const newest = await machines.newest(sandboxId, machine);
    const networks = await all.of(sandboxId);
    await all.leave(newest, networks);
    await this.#start(newest, networks);
    return newest.id;
  }

  /** See SandboxRuntime.remove. */
  remove(sandboxId: string): Promise<void> {
    return this.#removing.through(() => this.#unmake(sandboxId));
  }

  async #unmake(sandboxId: string): Promise<void> {
    const { engine, instance, machines, networks, holders } = this.#parts;
    const labels = { [LABEL.instance]: instance, [LABEL.sandbox]: sandboxId };
    machines.forget(sandboxId);
    const containers = await engine.containers(labels);
    await Promise.all(containers.map((container) => this.#removeContainer(container.id)));
    holders?.forgetSandbox(sandboxId);
    await networks.remove(sandboxId);
  }

  async #removeContainer(id: string): Promise<void> {
    const { engine, instance, images } = this.#parts;
    const remove = () => removed(() => engine.removeContainer(id));
    this.leaving.add(id);
    try {
      await remove().catch(async (error) => {
        if (!outlivesKill(error)) throw error;
        await thaw(engine, instance, await images.tag('linux'), id);
        await remove();
      });
    } finally {
      this.leaving.delete(id);
    }
  }

  /** See SandboxRuntime.list. A network without containers is a sandbox without machines. */
  async list(): Promise<FoundSandbox[]> {
    const { engine, instance, machines } = this.#parts;
    const own = { [LABEL.instance]: instance };
    const [networks, containers] = await Promise.all([engine.networks(own), machines.all()]);
    const found = new Map<string, FoundSandbox>();
    for (const { labels } of [...networks, ...containers]) {
      const sandbox = readSandbox(labels);
      if (sandbox && !found.has(sandbox.id)) found.set(sandbox.id, sandbox);
    }
    await Promise.all(
      containers.map(async (container) => {
        const machine = await this.#foundMachine(container);
        if (machine) found.get(container.sandboxId)?.machines.push(machine);
      }),
    );
    return [...found.values()];
  }

  /** null: it went away while we looked. */
  async #foundMachine(container: MachineContainer): Promise<FoundMachine | null> {
    const { spec, generation, ready, running } = container;
    if (running) return { spec, generation, ready, running, message: null };
    try {
      const state = await this.#parts.engine.containerState(container.id);
      if (state.leaving) return null;
      return { spec, generation, ready, running, message: stoppedMessage(spec, state) };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }
}
