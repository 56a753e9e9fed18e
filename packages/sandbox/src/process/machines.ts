/** The machines of one installation: made, found, entered and ended. Knows processes and records, no scripts. */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type FoundMachine, type MachineSpec, SandboxError, type SandboxSpec } from '../runtime.ts';
import { bootMachine } from './boot-machine.ts';
import type { Entrance } from './enter-machine.ts';
import {
  bootId,
  type HostProcess,
  isRunning,
  killProcess,
  pidNamespace,
  processesIn,
} from './host-process.ts';
import type { MachineRecord, MachineRecords } from './machine-record.ts';
import { halfMadeMessage, rebootedMessage, stoppedMessage } from './stopped-message.ts';

const END_TIMEOUT_MS = 5000;
/** Far above the accounts of a host and the ranges that /etc/subuid gives out. */
const FIRST_OUTER_UID = 2_000_000_000;
const OUTER_UIDS = 100_000_000;

/**
 * The host's number for the users of a machine. Sandlot as root gives each machine one of its own that belongs to no
 * account, so that nothing in it is ever the host's root; as a plain user it has only its own: null.
 */
export function outerUidOf(label: string, ownUid = process.getuid?.()): number | null {
  if (ownUid !== 0) return null;
  return FIRST_OUTER_UID + (createHash('sha256').update(label).digest().readUInt32BE() % OUTER_UIDS);
}

/** Ways to end what was started inside a machine, by us, and has not ended yet. */
class Visitors {
  readonly #stops = new Map<string, Set<() => void>>();

  /** Gives the way to say that it has ended. */
  add(key: string, stop: () => void): () => void {
    const stops = this.#stops.get(key) ?? new Set();
    this.#stops.set(key, stops.add(stop));
    return () => {
      stops.delete(stop);
      if (stops.size === 0) this.#stops.delete(key);
    };
  }

  stopAll(key: string): void {
    for (const stop of this.#stops.get(key) ?? []) stop();
  }
}

export class Machines {
  readonly #records: MachineRecords;
  readonly #instance: string;
  readonly #visitors = new Visitors();

  constructor(records: MachineRecords, instance: string) {
    this.#records = records;
    this.#instance = instance;
  }

  /** Starts a clean machine and puts it on record before it does anything. Throws `stopped`. */
  async boot(sandboxId: string, spec: MachineSpec, generation: number): Promise<HostProcess> {
    const outerUid = outerUidOf(`${this.#instance}/${sandboxId}/${spec.name}/${generation}`);
    const put = (init: HostProcess | null) =>
      this.#records.putMachine(sandboxId, spec.name, { generation, ready: false, outerUid, init });
    put(null);
    return bootMachine({ spec, outerUid, onInit: put });
  }

  /** Ends a machine with all that runs in it. Nothing there is success. */
  async end(sandboxId: string, name: string): Promise<void> {
    const init = this.#records.machine(sandboxId, name)?.init;
    if (!init) return;
    const namespace = isRunning(init) ? pidNamespace(init.pid) : null;
    killProcess(init);
    const deadline = Date.now() + END_TIMEOUT_MS;
    while (isRunning(init) || processesIn(namespace).length > 0) {
      if (Date.now() > deadline) {
        throw new SandboxError(
          'engine',
          `Machine ${name} did not end within ${END_TIMEOUT_MS / 1000} s (process ${init.pid}). Try again.`,
        );
      }
      await delay(5);
    }
    this.#visitors.stopAll(`${sandboxId}/${name}`);
  }

  /** Spec and record of a machine. Throws `not_found`. */
  find(sandboxId: string, name: string): { spec: MachineSpec; record: MachineRecord } {
    const spec = this.#records.sandbox(sandboxId)?.machines.find((machine) => machine.name === name);
    const record = this.#records.machine(sandboxId, name);
    if (spec && record) return { spec, record };
    throw new SandboxError(
      'not_found',
      `There is no machine ${name} in this sandbox. Start the lesson again.`,
    );
  }

  /** What it takes to enter a machine. Throws `not_found`, and `stopped` when it does not run. */
  entrance(sandboxId: string, name: string): Entrance {
    const { spec, record } = this.find(sandboxId, name);
    const message = whyNotRunning(name, record);
    if (message !== null || !record.init) throw new SandboxError('stopped', message ?? halfMadeMessage(name));
    return { spec, pid: record.init.pid, outerUid: record.outerUid };
  }

  /** Registers something of ours that runs inside; the result says that it has ended. */
  visit(sandboxId: string, name: string, stop: () => void): () => void {
    return this.#visitors.add(`${sandboxId}/${name}`, stop);
  }

  /** The machines of a sandbox that are on record. */
  found(spec: SandboxSpec): FoundMachine[] {
    return spec.machines.flatMap((machine) => {
      const record = this.#records.machine(spec.id, machine.name);
      if (!record) return [];
      const { generation, ready } = record;
      const message = whyNotRunning(machine.name, record);
      return [{ spec: machine, generation, ready, running: message === null, message }];
    });
  }
}

/** null: it runs. */
function whyNotRunning(name: string, { init }: MachineRecord): string | null {
  if (!init) return halfMadeMessage(name);
  if (isRunning(init)) return null;
  return init.bootId === bootId() ? stoppedMessage(name) : rebootedMessage(name);
}
