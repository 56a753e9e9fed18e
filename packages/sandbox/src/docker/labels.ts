/** The labels on containers and networks, and the names: the truth about sandboxes, in one place. */
import type { FoundSandbox, MachineSpec, SandboxSpec } from '../runtime.ts';
import type { FoundContainer, Labels } from './engine.ts';

export const LABEL = {
  instance: 'sandlot.instance',
  sandbox: 'sandlot.sandbox',
  machine: 'sandlot.machine',
  /** JSON: names of all machines of the sandbox, in order. */
  machines: 'sandlot.machines',
  /** JSON: names of all its networks. */
  networks: 'sandlot.networks',
  egress: 'sandlot.egress',
  user: 'sandlot.user',
  lesson: 'sandlot.lesson',
  playground: 'sandlot.playground',
  generation: 'sandlot.generation',
  /** Milliseconds since 1970. */
  created: 'sandlot.created',
  expires: 'sandlot.expires',
  /** `engine`: its storage limits all that the machine may write. Else the machine is watched. */
  disk: 'sandlot.disk',
  /** How the machine got an engine of its own, see nesting/ways.ts; none on a plain machine. */
  way: 'sandlot.way',
  /** JSON: the machine's spec. */
  spec: 'sandlot.spec',
  /** On a network: what the playground calls it. */
  network: 'sandlot.network',
  /** On a network from which a registry mirror is reached. JSON: a MirrorPlace. */
  mirror: 'sandlot.mirror',
  /** JSON: the machine's address on each of its networks, kept over resets. */
  addresses: 'sandlot.addresses',
  /** Its only address, of machines that were made when a sandbox had one network. */
  address: 'sandlot.address',
} as const;

/** Ends the name of a container that is not ready yet. Renaming is atomic and out of the student's reach. */
const UNREADY = '.new';

/** What a sandbox's network carries; its machines carry more. */
export function sandboxLabels(instance: string, spec: SandboxSpec): Labels {
  return {
    [LABEL.instance]: instance,
    [LABEL.sandbox]: spec.id,
    [LABEL.machines]: JSON.stringify(spec.machines.map((machine) => machine.name)),
    [LABEL.networks]: JSON.stringify(spec.networks),
    [LABEL.egress]: spec.egress,
    [LABEL.user]: spec.userId,
    [LABEL.lesson]: spec.lesson,
    [LABEL.playground]: spec.playground,
    [LABEL.created]: String(spec.createdAtMs),
    [LABEL.expires]: String(spec.expiresAtMs),
  };
}

/** What a machine's container carries: its sandbox's labels and its own. */
export function machineLabels(
  sandbox: Labels,
  spec: MachineSpec,
  generation: number,
  addresses: Record<string, string>,
  way: string | null,
): Labels {
  return {
    ...sandbox,
    ...(way === null ? {} : { [LABEL.way]: way }),
    [LABEL.machine]: spec.name,
    [LABEL.generation]: String(generation),
    [LABEL.spec]: JSON.stringify(spec),
    [LABEL.addresses]: JSON.stringify(addresses),
  };
}

/** The network of sandboxes that name none. */
const FIRST_NETWORK = 'lan';

/** The sandbox of some labels, with no machines yet. null: not whole, so not one of ours. */
export function readSandbox(labels: Labels): FoundSandbox | null {
  const id = labels[LABEL.sandbox];
  if (!id) return null;
  return {
    id,
    userId: labels[LABEL.user] ?? '',
    lesson: labels[LABEL.lesson] ?? '',
    playground: labels[LABEL.playground] ?? '',
    createdAtMs: Number(labels[LABEL.created] ?? 0),
    expiresAtMs: Number(labels[LABEL.expires] ?? 0),
    networks: readNetworks(labels),
    egress: labels[LABEL.egress] === 'open' ? 'open' : 'none',
    expected: JSON.parse(labels[LABEL.machines] ?? '[]'),
    machines: [],
  };
}

const readNetworks = ({ [LABEL.networks]: written }: Labels): string[] =>
  written ? JSON.parse(written) : [FIRST_NETWORK];

/** What the playground calls a network; when a sandbox had one, its label did not say. */
export const readNetwork = (labels: Labels): string =>
  labels[LABEL.network] ?? readNetworks(labels)[0] ?? FIRST_NETWORK;

function readAddresses(labels: Labels, first: string): Record<string, string> {
  const { [LABEL.addresses]: written, [LABEL.address]: only = '' } = labels;
  return written ? JSON.parse(written) : { [first]: only };
}

/** A machine's container, read from its labels and its name. */
export interface MachineContainer {
  id: string;
  name: string;
  sandboxId: string;
  spec: MachineSpec;
  generation: number;
  /** By network. */
  addresses: Record<string, string>;
  ready: boolean;
  running: boolean;
  labels: Labels;
}

/** What a machine was made with before specs said it. */
const BEFORE = {
  users: [],
  networks: [FIRST_NETWORK],
  capabilities: [],
  needs: [],
  kubernetes: 'none',
  diskBytes: 2 ** 30,
};

/** null: not a machine's container. */
export function readMachine(container: FoundContainer): MachineContainer | null {
  const { labels } = container;
  const written = labels[LABEL.spec];
  const sandboxId = labels[LABEL.sandbox];
  if (!written || !sandboxId) return null;
  const spec: MachineSpec = { ...BEFORE, ...JSON.parse(written) };
  return {
    id: container.id,
    name: container.name,
    sandboxId,
    spec,
    generation: Number(labels[LABEL.generation]),
    addresses: readAddresses(labels, spec.networks[0] ?? FIRST_NETWORK),
    ready: !container.name.endsWith(UNREADY),
    running: container.running,
    labels,
  };
}

const sandboxName = (instance: string, sandboxId: string): string => `sandlot-${instance}-${sandboxId}`;

/** The engine's name of one of a sandbox's networks. */
export const networkName = (instance: string, sandboxId: string, network: string): string =>
  `${sandboxName(instance, sandboxId)}-${network}`;

/** Name of a machine's container before it is ready. */
export const unreadyName = (
  instance: string,
  sandboxId: string,
  machine: string,
  generation: number,
): string => `${sandboxName(instance, sandboxId)}-${machine}-${generation}${UNREADY}`;

/** The same container's name once it is ready. */
export const readyName = (unready: string): string => unready.replace(new RegExp(`\\${UNREADY}$`), '');
