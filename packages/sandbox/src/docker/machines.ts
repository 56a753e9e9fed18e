/** Finds the containers of this installation's machines. Labels are the truth; what is remembered only saves a call. */
import { SandboxError } from '../runtime.ts';
import type { Engine, Labels } from './engine.ts';
import { isMissing } from './engine-fault.ts';
import { LABEL, type MachineContainer, readMachine } from './labels.ts';
import { stoppedMessage } from './stopped-message.ts';

export class Machines {
  readonly #engine: Engine;
  readonly #instance: string;
  readonly #known = new Map<string, MachineContainer>();

  constructor(engine: Engine, instance: string) {
    this.#engine = engine;
    this.#instance = instance;
  }

  /** All containers of machines that fit these labels, stopped ones too. */
  async all(labels: Labels = {}): Promise<MachineContainer[]> {
    const found = await this.#engine.containers({ [LABEL.instance]: this.#instance, ...labels });
    return found.map(readMachine).filter((machine) => machine !== null);
  }

  /** The newest generation of a machine. Throws `not_found`. */
  async newest(sandboxId: string, machine: string): Promise<MachineContainer> {
    const all = await this.all({ [LABEL.sandbox]: sandboxId, [LABEL.machine]: machine });
    const newest = all.toSorted((a, b) => b.generation - a.generation)[0];
    if (!newest) {
      throw new SandboxError(
        'not_found',
        `There is no machine ${machine} in sandbox ${sandboxId}: it has been removed or never was. Start the lesson again.`,
      );
    }
    this.remember(newest);
    return newest;
  }

  remember(machine: MachineContainer): void {
    this.#known.set(`${machine.sandboxId}/${machine.spec.name}`, machine);
  }

  forget(sandboxId: string): void {
    for (const key of this.#known.keys()) if (key.startsWith(`${sandboxId}/`)) this.#known.delete(key);
  }

  /**
   * Does something with a machine's container, looking it up again when the remembered one has gone. A machine that
   * does not run throws `stopped` with the reason.
   */
  async use<T>(sandboxId: string, machine: string, action: (it: MachineContainer) => Promise<T>): Promise<T> {
    const remembered = this.#known.get(`${sandboxId}/${machine}`);
    if (remembered) {
      try {
        return await this.#attempt(remembered, action);
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    }
    return this.#attempt(await this.newest(sandboxId, machine), action);
  }

  async #attempt<T>(it: MachineContainer, action: (it: MachineContainer) => Promise<T>): Promise<T> {
    try {
      return await action(it);
    } catch (error) {
      if (isMissing(error) || !(error instanceof Error)) throw error;
      if (error instanceof SandboxError && error.code !== 'stopped') throw error;
      const state = await this.#engine.containerState(it.id);
      if (state.running) throw error;
      throw new SandboxError('stopped', stoppedMessage(it.spec, state), { cause: error });
    }
  }
}
