/**
 * The embedded runtime: a machine is one bubblewrap container with the host's own programs, read-only, and a disk in
 * memory that goes with it. It needs no engine, no image and no network, works as root and as a plain user, and its
 * machines outlive this process.
 *
 * It is for plain lessons on one's own computer and not for strangers: there are no limits for a machine as a whole
 * (machine-limits.ts), no filter of system calls, and to the host all users of a machine are one. Inside, scripts run
 * as root of the machine's own user namespace; the student has a namespace below that and is `student` without any
 * power over the machine, but owns, as the host sees it, all of the machine's files. Outside, both are one account
 * without rights: a number that no account has when Sandlot runs as root, else Sandlot's own.
 */
import { join } from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import type { Egress } from '@sandlot/lesson';
import { checkName } from '../holder/terminal-name.ts';
import type {
  FollowRequest,
  FoundSandbox,
  FoundTerminal,
  MachineStats,
  Pty,
  RunRequest,
  RunResult,
  RuntimeEvent,
  SandboxSpec,
  TerminalRequest,
} from '../runtime.ts';
import { type MachineSpec, type Progress, SandboxError, type SandboxRuntime } from '../runtime.ts';
import { follow } from './follow.ts';
import { findingsOf, type Lack, ONE_MACHINE } from './host-findings.ts';
import { MachineRecords } from './machine-record.ts';
import { StatsReader } from './machine-stats.ts';
import { MachineWatch } from './machine-watch.ts';
import { Machines, outerUidOf } from './machines.ts';
import { openPort } from './open-port.ts';
import { probeHost } from './probe-host.ts';
import { putFiles } from './put-files.ts';
import { runScript } from './run-script.ts';
import { stoppedMessage } from './stopped-message.ts';
import { Terminals } from './terminals.ts';

/** The one image there is: the host's own programs. */
const IMAGE = 'linux';
const INSTALL_DOCKER = 'Install Docker and start Sandlot again.';

export interface ProcessRuntimeOptions {
  /** Sandboxes of one instance see and remove none of another's. */
  instance: string;
  /** Where the records of machines are kept; nothing of it is visible inside. */
  dataDir: string;
  /** A PATH in which the host's programs are looked for; the system's own when left out. */
  searchPath?: string;
}

/**
 * Makes the runtime; nothing is tried before start().
 * @example const runtime = createProcessRuntime({ instance: 'main', dataDir: '/var/lib/sandlot' });
 */
export function createProcessRuntime(options: ProcessRuntimeOptions): SandboxRuntime {
  return new ProcessRuntime(options);
}

class ProcessRuntime implements SandboxRuntime {
  readonly kind = 'process';
  readonly engineUp = true;
  readonly #options: ProcessRuntimeOptions;
  readonly #records: MachineRecords;
  readonly #machines: Machines;
  readonly #terminals: Terminals;
  readonly #stats = new StatsReader();
  readonly #listeners = new Set<(event: RuntimeEvent) => void>();
  readonly #watch = new MachineWatch(({ sandboxId, machine, generation }) => {
    const event = {
      type: 'stopped',
      sandboxId,
      machine,
      generation,
      message: stoppedMessage(machine),
    } as const;
    for (const listener of [...this.#listeners]) listener(event);
  });
  /** The last change of each sandbox: changes of one sandbox follow each other. */
  readonly #turns = new Map<string, Promise<unknown>>();
  #lack: Lack | null = null;

  constructor(options: ProcessRuntimeOptions) {
    this.#options = options;
    this.#records = new MachineRecords(join(options.dataDir, 'machines', options.instance));
    this.#machines = new Machines(this.#records, options.instance);
    this.#terminals = new Terminals(join(options.dataDir, 'terminals', options.instance));
  }

  async start(): Promise<void> {
    this.#lack = await probeHost(outerUidOf(`${this.#options.instance}/probe`), this.#options.searchPath);
    this.#records.sweep();
    await this.list();
  }

  async findings() {
    return findingsOf(this.#lack);
  }

  cannotRun(machines: MachineSpec[], egress: Egress = 'none') {
    if (this.#lack) return { reason: this.#lack.reason, remedy: this.#lack.remedy };
    const foreign = machines.find((machine) => machine.image !== IMAGE);
    if (foreign) {
      return {
        reason: `Without Docker there is only this computer's own Linux, and no image ${foreign.image}.`,
        remedy: INSTALL_DOCKER,
      };
    }
    const more = machines.find(
      ({ users, capabilities, needs }) => users.length + capabilities.length + needs.length > 0,
    );
    if (more) {
      return {
        reason: `Without Docker a machine has one user and no powers, and ${more.name} asks for more.`,
        remedy: INSTALL_DOCKER,
      };
    }
    if (machines.length > 1) return ONE_MACHINE;
    if (egress === 'open') {
      return {
        reason: 'Without Docker a machine has no network, and this playground wants a way to the internet.',
        remedy: INSTALL_DOCKER,
      };
    }
    return null;
  }

  async addresses() {
    return {};
  }

  async hasImage(image: string) {
    return image === IMAGE;
  }

  /** What it has to know it finds out at its start. */
  async prepare(): Promise<void> {}

  prepared() {
    return [];
  }

  engineInside() {
    return null;
  }

  async imageVersion(image: string) {
    await this.ensureImage(image);
    return 'host';
  }

  async ensureImage(image: string): Promise<void> {
    if (image === IMAGE) return;
    throw new SandboxError(
      'image',
      `There is no image ${image}: without Docker a machine has this computer's own programs. ${INSTALL_DOCKER}`,
    );
  }

  async create(spec: SandboxSpec, progress: Progress, signal?: AbortSignal): Promise<void> {
    for (const { image } of spec.machines) await this.ensureImage(image);
    const refusal = this.cannotRun(spec.machines, spec.egress);
    if (refusal) throw new SandboxError('unsupported', `${refusal.reason} ${refusal.remedy}`);
    await this.#inTurn(spec.id, () => this.#create(spec, progress, signal));
  }

  async #create(spec: SandboxSpec, progress: Progress, signal?: AbortSignal): Promise<void> {
    const goOn = () => {
      if (signal?.aborted) throw new SandboxError('aborted', 'The sandbox was given up before it was made.');
    };
    goOn();
    this.#terminals.prepare();
    this.#records.addSandbox(spec);
    try {
      for (const machine of spec.machines) {
        progress(`Starting ${machine.name}`);
        goOn();
        await this.#boot(spec.id, machine, 1);
        goOn();
      }
    } catch (error) {
      await this.#remove(spec.id);
      throw error;
    }
  }

  async #boot(sandboxId: string, spec: MachineSpec, generation: number): Promise<void> {
    const init = await this.#machines.boot(sandboxId, spec, generation);
    this.#watch.add({ sandboxId, machine: spec.name, generation, init });
  }

  async markReady(sandboxId: string, machine: string): Promise<void> {
    const { record } = this.#machines.find(sandboxId, machine);
    this.#records.putMachine(sandboxId, machine, { ...record, ready: true });
  }

  reset(sandboxId: string, machine: string): Promise<number> {
    return this.#inTurn(sandboxId, async () => {
      const { spec, record } = this.#machines.find(sandboxId, machine);
      const generation = record.generation + 1;
      this.#watch.drop(sandboxId, machine);
      await this.#machines.end(sandboxId, machine);
      this.#stats.forget(`${sandboxId}/${machine}/`);
      await this.#boot(sandboxId, spec, generation);
      return generation;
    });
  }

  async revive(sandboxId: string, machine: string): Promise<void> {
    this.#machines.find(sandboxId, machine);
    throw new SandboxError(
      'unsupported',
      `Machine ${machine} cannot be started again as it was: without Docker its disk ends with it. Reset gives a clean one.`,
    );
  }

  remove(sandboxId: string): Promise<void> {
    return this.#inTurn(sandboxId, () => this.#remove(sandboxId));
  }

  async #remove(sandboxId: string): Promise<void> {
    for (const { name } of this.#records.sandbox(sandboxId)?.machines ?? []) {
      this.#watch.drop(sandboxId, name);
      await this.#machines.end(sandboxId, name);
    }
    this.#stats.forget(`${sandboxId}/`);
    this.#records.removeSandbox(sandboxId);
  }

  async list(): Promise<FoundSandbox[]> {
    const specs = this.#records.sandboxIds().flatMap((id) => this.#records.sandbox(id) ?? []);
    return specs.map((spec) => {
      const { machines, ...rest } = spec;
      const found = this.#machines.found(spec);
      for (const machine of found) this.#adopt(spec.id, machine.spec.name);
      return { ...rest, expected: machines.map((machine) => machine.name), machines: found };
    });
  }

  /** Watches a machine that runs, whoever made it. */
  #adopt(sandboxId: string, machine: string): void {
    const record = this.#records.machine(sandboxId, machine);
    const known = this.#watch.generation(sandboxId, machine);
    if (!record?.init || known === record.generation) return;
    this.#watch.add({ sandboxId, machine, generation: record.generation, init: record.init });
  }

  async terminals(sandboxId: string, machine: string): Promise<FoundTerminal[]> {
    const { record } = this.#machines.find(sandboxId, machine);
    return this.#terminals.found({ sandboxId, machine, generation: record.generation });
  }

  async openTerminal(sandboxId: string, machine: string, request: TerminalRequest): Promise<Pty> {
    checkName(request.name);
    const { generation } = this.#machines.find(sandboxId, machine).record;
    const entrance = this.#machines.entrance(sandboxId, machine);
    const pty = await this.#terminals.open({ sandboxId, machine, generation }, entrance, request);
    pty.onExit(this.#machines.visit(sandboxId, machine, () => pty.kill()));
    return pty;
  }

  run(sandboxId: string, machine: string, request: RunRequest): Promise<RunResult> {
    return this.#visit(sandboxId, machine, (entrance, stop) => runScript(entrance, request, stop));
  }

  async connect(sandboxId: string, machine: string, port: number): Promise<Duplex> {
    const entrance = this.#machines.entrance(sandboxId, machine);
    const visit = (kill: () => void) => this.#machines.visit(sandboxId, machine, kill);
    const stream = await openPort(entrance, port, visit);
    if (stream) return stream;
    this.#machines.entrance(sandboxId, machine); // it may have ended just then
    throw new SandboxError(
      'unsupported',
      `Ports of machine ${machine} cannot be opened: this host has no Perl, by which that is done without Docker. Install perl.`,
    );
  }

  async follow(sandboxId: string, machine: string, request: FollowRequest): Promise<Readable> {
    const entrance = this.#machines.entrance(sandboxId, machine);
    return follow(entrance, request, (kill) => this.#machines.visit(sandboxId, machine, kill));
  }

  putFiles(...[sandboxId, machine, files]: Parameters<SandboxRuntime['putFiles']>): Promise<void> {
    return this.#visit(sandboxId, machine, (entrance, stop) => putFiles(entrance, files, stop));
  }

  /** Lets something run inside that ends when the machine is ended. */
  async #visit<T>(
    sandboxId: string,
    machine: string,
    work: (entrance: ReturnType<Machines['entrance']>, stop: (kill: () => void) => void) => Promise<T>,
  ): Promise<T> {
    let leave = () => {};
    try {
      return await work(this.#machines.entrance(sandboxId, machine), (kill) => {
        leave = this.#machines.visit(sandboxId, machine, kill);
      });
    } finally {
      leave();
    }
  }

  async stats(sandboxId: string): Promise<Record<string, MachineStats>> {
    const figures: Record<string, MachineStats> = {};
    const spec = this.#records.sandbox(sandboxId);
    for (const machine of spec ? this.#machines.found(spec) : []) {
      if (!machine.running) continue;
      const { name } = machine.spec;
      const { pid } = this.#machines.entrance(sandboxId, name);
      figures[name] = this.#stats.read(`${sandboxId}/${name}/${machine.generation}`, pid);
    }
    return figures;
  }

  onEvent(listener: (event: RuntimeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#terminals.close();
    this.#watch.close();
    this.#listeners.clear();
  }

  #inTurn<T>(sandboxId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(sandboxId) ?? Promise.resolve();
    const turn = before.then(work, work);
    const last = turn
      .catch(() => {})
      .finally(() => {
        if (this.#turns.get(sandboxId) === last) this.#turns.delete(sandboxId);
      });
    this.#turns.set(sandboxId, last);
    return turn;
  }
}
