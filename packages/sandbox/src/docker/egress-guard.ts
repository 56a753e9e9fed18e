/**
 * Keeps networks with a way out from the host, its neighbours and its private networks: puts the rules of
 * egress-rules.ts on the host by a short-lived container in the host's network, which works for a plain user and for
 * an engine elsewhere too. Knows no sandbox.
 */
import { SandboxError } from '../runtime.ts';
import { bridgeName } from './bridge-guard.ts';
import { CLOSED_RULES, type EgressRules, egressScript } from './egress-rules.ts';
import type { Engine } from './engine.ts';
import type { Images } from './images.ts';
import { LABEL } from './labels.ts';
import type { MirrorPlace } from './nesting/registry-mirror.ts';
import { removed } from './removed.ts';
import { runContainer } from './with-container.ts';

/** Folder of the image that has iptables. */
export const EGRESS_IMAGE = 'egress';

export interface EgressGuardParts {
  engine: Engine;
  images: Images;
  instance: string;
  /** Of networks with a way to the internet. */
  rules: EgressRules;
}

interface Guarded {
  id: string;
  subnet: string;
  /** It has a way to the internet, as far as the rules go. */
  open: boolean;
  /** Whose port it reaches. */
  mirror: MirrorPlace | null;
}

const NOT_IN_PLACE =
  'The packet rules that keep a machine with a way out from this host and its private networks cannot be put in place. Run "modprobe -a iptable_raw xt_addrtype" on the host and try again, or';
const otherwise = (networks: Guarded[]): string =>
  networks.some(({ open }) => open)
    ? 'set "egress: none" in the playground.'
    : 'start Sandlot without SANDLOT_REGISTRY_MIRROR.';

export class EgressGuard {
  readonly #parts: EgressGuardParts;
  readonly #standing = new Set<string>();
  /** One at a time: they change one table. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: EgressGuardParts) {
    this.#parts = parts;
  }

  /**
   * Resolves when the rules of all these networks stand: before that none of their machines may run. Asks the engine
   * only for those that it does not know to stand. Throws `unsupported` or `image` when that cannot be had.
   */
  async raise(networks: Guarded[]): Promise<void> {
    const areMissing = () => networks.filter(({ id }) => !this.#standing.has(id));
    if (areMissing().length === 0) return;
    await this.#parts.images.ensure(EGRESS_IMAGE, () => {});
    await this.#inTurn(async () => {
      const missing = areMissing();
      if (missing.length === 0) return;
      if ((await this.#run(missing)) !== 0)
        throw new SandboxError('unsupported', `${NOT_IN_PLACE} ${otherwise(missing)}`);
      for (const { id } of missing) this.#standing.add(id);
    });
  }

  /** Takes away the rules of networks that have gone. */
  async sweep(): Promise<void> {
    if (await this.#parts.images.has(EGRESS_IMAGE)) await this.#inTurn(() => this.#run([]));
  }

  /** The engine, or its host, may have been started anew. */
  forget(): void {
    this.#standing.clear();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  #rulesOf({ open, mirror }: Guarded): EgressRules {
    const rules = open ? this.#parts.rules : CLOSED_RULES;
    return mirror ? { ...rules, port: mirror } : rules;
  }

  /** Gives the script's exit code. */
  async #run(networks: Guarded[]): Promise<number> {
    const { engine, images, instance } = this.#parts;
    const fenced = networks.map((one) => ({
      ...{ bridge: bridgeName(one.id), subnet: one.subnet },
      rules: this.#rulesOf(one),
    }));
    const name = `sandlot-${instance}-egress`;
    await removed(() => engine.removeContainer(name)); // of a process that died just then
    return runContainer(engine, name, {
      Image: await images.tag(EGRESS_IMAGE),
      Cmd: ['/bin/sh', '-c', egressScript(fenced)],
      Labels: { [LABEL.instance]: instance },
      HostConfig: {
        NetworkMode: 'host',
        CapDrop: ['ALL'],
        CapAdd: ['NET_ADMIN', 'NET_RAW'],
        LogConfig: { Type: 'none' },
      },
    });
  }
}
