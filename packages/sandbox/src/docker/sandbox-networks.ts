/** The networks of sandboxes: one of the engine's for each that the playground names. Knows no machine but its addresses. */
import { SandboxError, type SandboxSpec } from '../runtime.ts';
import { guardBridge } from './bridge-guard.ts';
import type { EgressGuard } from './egress-guard.ts';
import type { ContainerBody, Engine, EngineInfo, FoundNetwork, Labels } from './engine.ts';
import { LABEL, type MachineContainer, networkName, readNetwork, sandboxLabels } from './labels.ts';
import type { MirrorPlace, RegistryMirror } from './nesting/registry-mirror.ts';
import { createPrivateNetwork } from './networks.ts';
import { removed } from './removed.ts';
import { addressAt, type Pool } from './subnets.ts';

/** One of a sandbox's networks. */
export interface SandboxNetwork {
  id: string;
  /** As the playground calls it. */
  name: string;
  /** As the engine calls it. */
  engineName: string;
  subnet: string;
  /** It has a way to the internet. */
  open: boolean;
  /** The registry mirror that machines on it reach. */
  mirror: MirrorPlace | null;
  /** The engine gives it a gateway, and packet rules say where to. */
  fenced: boolean;
}

export interface SandboxNetworksParts {
  engine: Engine;
  instance: string;
  pool: Pool;
  egress: EgressGuard;
  /** The one that the operator names now; networks that were made for another reach none. */
  mirror: RegistryMirror | null;
  info(): Promise<EngineInfo>;
}

export class SandboxNetworks {
  readonly #parts: SandboxNetworksParts;

  constructor(parts: SandboxNetworksParts) {
    this.#parts = parts;
  }

  /**
   * Makes all of a sandbox, or none. A second sandbox of one id is refused, and takes nothing from the first. `mirror` is
   * for the machines with an engine inside.
   */
  async create(spec: SandboxSpec, mirror: MirrorPlace | null): Promise<SandboxNetwork[]> {
    const withEngine = spec.machines.filter(({ needs }) => needs.length > 0);
    const ways = new Set(withEngine.map(({ networks }) => networks[0]));
    const made: SandboxNetwork[] = [];
    try {
      for (const name of spec.networks)
        made.push(await this.#make(spec, name, ways.has(name) ? mirror : null));
    } catch (error) {
      await this.#remove(made);
      throw error;
    }
    return made;
  }

  async #make(spec: SandboxSpec, name: string, mirror: MirrorPlace | null): Promise<SandboxNetwork> {
    const { engine, instance, pool, info } = this.#parts;
    const { apiVersion } = await info();
    const engineName = networkName(instance, spec.id, name);
    const labels = {
      ...{ ...sandboxLabels(instance, spec), [LABEL.network]: name },
      ...(mirror ? { [LABEL.mirror]: JSON.stringify(mirror) } : {}),
    };
    const open = spec.egress === 'open';
    const fenced = open || mirror !== null;
    const request = { name: engineName, labels, open: fenced };
    const { id, subnet } = await createPrivateNetwork(engine, pool, apiVersion, request);
    return { id, name, engineName, subnet, open, mirror, fenced };
  }

  /** Those that a sandbox has. */
  async of(sandboxId: string): Promise<SandboxNetwork[]> {
    return (await this.#found({ [LABEL.sandbox]: sandboxId })).map((one) => this.#read(one));
  }

  #found(labels: Labels): Promise<FoundNetwork[]> {
    return this.#parts.engine.networks({ [LABEL.instance]: this.#parts.instance, ...labels });
  }

  #read({ id, name, subnet, labels }: FoundNetwork): SandboxNetwork {
    const open = labels[LABEL.egress] === 'open';
    const written = labels[LABEL.mirror];
    const mirror: MirrorPlace | null = written ? JSON.parse(written) : null;
    return {
      ...{ id, name: readNetwork(labels), engineName: name, subnet, open },
      mirror: mirror?.url === this.#parts.mirror?.url ? mirror : null,
      fenced: open || mirror !== null,
    };
  }

  /** Resolves when nothing on them can reach the host. Throws `unsupported` when that cannot be had. */
  async guard(networks: SandboxNetwork[], image: string, labels: Labels): Promise<void> {
    await Promise.all(networks.map(({ id }) => guardBridge(this.#parts.engine, id, image, labels)));
  }

  /** Resolves when a way out leads nowhere but out; before that no machine on it may run. See EgressGuard. */
  fence(networks: SandboxNetwork[]): Promise<void> {
    return this.#parts.egress.raise(networks.filter(({ fenced }) => fenced));
  }

  /** The same for all that there are: ids of sandboxes that cannot be fenced, and why. Throws `engine`. */
  async fenceAll(): Promise<{ sandboxId: string; error: unknown }[]> {
    const found = (await this.#found({})).filter((one) => this.#read(one).fenced);
    try {
      await this.fence(found.map((one) => this.#read(one)));
      return [];
    } catch (error) {
      if (error instanceof SandboxError && error.code === 'engine') throw error;
      const ids = new Set(found.map(({ labels }) => labels[LABEL.sandbox] ?? ''));
      return [...ids].map((sandboxId) => ({ sandboxId, error }));
    }
  }

  /** Removes all of a sandbox; none there is success. */
  async remove(sandboxId: string): Promise<void> {
    await this.#remove(await this.of(sandboxId));
  }

  async #remove(networks: SandboxNetwork[]): Promise<void> {
    await Promise.all(networks.map(({ id }) => removed(() => this.#parts.engine.removeNetwork(id))));
    if (networks.some(({ fenced }) => fenced)) await this.#parts.egress.sweep();
  }

  /** Puts a machine that has been started on its other networks, in their order: eth0 is the first, eth1 the next. */
  async join(machine: MachineContainer, networks: SandboxNetwork[]): Promise<void> {
    for (const name of machine.spec.networks.slice(1)) {
      await this.#parts.engine.connect(networkOf(networks, name).id, machine.id, endpoint(machine, name));
    }
  }

  /** Takes a machine that does not run off all but its first: the engine would join them in any order. */
  async leave(machine: MachineContainer, networks: SandboxNetwork[]): Promise<void> {
    for (const name of machine.spec.networks.slice(1))
      await removed(() => this.#parts.engine.disconnect(networkOf(networks, name).id, machine.id));
  }
}

/** Throws `stopped` when it has gone. */
export function networkOf(networks: SandboxNetwork[], name: string): SandboxNetwork {
  const found = networks.find((network) => network.name === name);
  if (found) return found;
  throw new SandboxError(
    'stopped',
    `The network ${name} of this sandbox has gone. End the sandbox and start it again.`,
  );
}

/** A machine's place on a network, in the engine's words: peers know it by its name, and by its name there. */
export const endpoint = ({ spec, addresses }: MachineContainer, network: string): ContainerBody => ({
  Aliases: [spec.name, `${spec.name}.${network}`],
  IPAMConfig: { IPv4Address: addresses[network] },
});

/** The addresses of a sandbox's n-th machine. */
export const addressesOf = (
  networks: SandboxNetwork[],
  names: string[],
  machine: number,
): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, addressAt(networkOf(networks, name).subnet, machine)]));
