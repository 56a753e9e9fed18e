/** Which terminals there are: one for each (sandbox, machine, name), opened by the first who asks. */
import { randomUUID } from 'node:crypto';
import { SandboxError, type SandboxRuntime } from '@sandlot/sandbox';
import { Terminal } from './terminal.ts';

export interface TerminalKey {
  sandboxId: string;
  machine: string;
  name: string;
}

const MAX_PER_SANDBOX = 16;
const keyOf = (k: TerminalKey) => `${k.sandboxId}/${k.machine}/${k.name}`;

export class TerminalRegistry {
  readonly #runtime: SandboxRuntime;
  readonly #terminals = new Map<string, Promise<Terminal>>();
  readonly #open = new Map<string, Terminal>();
  readonly #onOutput: (sandboxId: string) => void;

  constructor(runtime: SandboxRuntime, onOutput: (sandboxId: string) => void) {
    this.#runtime = runtime;
    this.#onOutput = onOutput;
  }

  /** The terminal of this name, opened with `size` when there is none. Throws SandboxError; `room` above the limit. */
  async get(key: TerminalKey, size: { cols: number; rows: number }): Promise<Terminal> {
    const id = keyOf(key);
    const there = this.#terminals.get(id);
    if (there) return there;
    if (this.#count(key.sandboxId) >= MAX_PER_SANDBOX) {
      throw new SandboxError(
        'room',
        `This sandbox has ${MAX_PER_SANDBOX} terminals, the most it may have. Close one first.`,
      );
    }
    const opening = this.#start(id, key, size);
    this.#terminals.set(id, opening);
    opening.catch(() => this.#terminals.delete(id));
    return opening;
  }

  /** Terminals of a sandbox that somebody looks at. */
  attached(sandboxId: string): number {
    let sum = 0;
    for (const [id, terminal] of this.#open) if (id.startsWith(`${sandboxId}/`)) sum += terminal.attached;
    return sum;
  }

  /** Forgets the terminals of a machine, or of all machines: their programs are gone or about to go. */
  drop(sandboxId: string, machine?: string): void {
    const prefix = machine ? `${sandboxId}/${machine}/` : `${sandboxId}/`;
    for (const [id, terminal] of [...this.#open]) {
      if (!id.startsWith(prefix)) continue;
      this.#open.delete(id);
      this.#terminals.delete(id);
      terminal.kill();
    }
  }

  async #start(id: string, key: TerminalKey, size: { cols: number; rows: number }): Promise<Terminal> {
    const pty = await this.#runtime.openTerminal(key.sandboxId, key.machine, size);
    const terminal: Terminal = new Terminal(randomUUID(), pty, {
      output: () => this.#onOutput(key.sandboxId),
      exit: () => {
        if (this.#open.get(id) !== terminal) return;
        this.#open.delete(id);
        this.#terminals.delete(id);
      },
    });
    this.#open.set(id, terminal);
    return terminal;
  }

  #count(sandboxId: string): number {
    let count = 0;
    for (const id of this.#terminals.keys()) if (id.startsWith(`${sandboxId}/`)) count += 1;
    return count;
  }
}
