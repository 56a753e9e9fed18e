/** Opens terminals on machines: kept by the machine's holder, or, where there is none, over an exec of the engine's. */
import { HolderGone, HolderRefusal } from '../holder/holder-link.ts';
import { checkName } from '../holder/terminal-name.ts';
import { type FoundTerminal, type Pty, SandboxError, type TerminalRequest } from '../runtime.ts';
import { DockerPty, readShellPid, shellCommand } from './docker-pty.ts';
import type { Engine } from './engine.ts';
import { foregroundOf } from './foreground.ts';
import { hangUp } from './hang-up.ts';
import type { Holders } from './holders.ts';
import type { MachineContainer } from './labels.ts';
import { loginEnv } from './login.ts';
import { brokenMessage } from './stopped-message.ts';

const SHELL = '/bin/bash';

export interface TerminalsParts {
  engine: Engine;
  /** null: all terminals go through the engine. */
  holders: Holders | null;
  /** Marks the shells that end with this process. */
  broker: string;
}

export class Terminals {
  readonly #parts: TerminalsParts;

  constructor(parts: TerminalsParts) {
    this.#parts = parts;
  }

  /** See SandboxRuntime.openTerminal. */
  async open(machine: MachineContainer, request: TerminalRequest): Promise<Pty> {
    checkName(request.name);
    return (await this.#held(machine, request)) ?? this.#byExec(machine, request);
  }

  /** See SandboxRuntime.terminals. */
  async found(machine: MachineContainer): Promise<FoundTerminal[]> {
    const link = await this.#parts.holders?.present(machine);
    return link?.terminals() ?? [];
  }

  /** null: this machine has no holder. */
  async #held(machine: MachineContainer, request: TerminalRequest): Promise<Pty | null> {
    const link = await this.#parts.holders?.link(machine);
    if (!link) return null;
    const { user, name } = machine.spec;
    try {
      return await link.terminal({ ...request, user, argv: [SHELL, '-l'], env: loginEnv(user) });
    } catch (error) {
      if (error instanceof HolderGone) return null;
      if (!(error instanceof HolderRefusal)) throw error;
      throw new SandboxError('stopped', `${brokenMessage(name)} (${error.message})`, { cause: error });
    }
  }

  async #byExec({ id, spec }: MachineContainer, { cols, rows }: TerminalRequest): Promise<Pty> {
    const { engine, broker } = this.#parts;
    const exec = await engine.exec(id, {
      command: shellCommand(cols, rows),
      user: spec.user,
      env: [...loginEnv(spec.user), `SANDLOT_BROKER=${broker}`],
      tty: true,
    });
    const pid = await readShellPid(exec.stream);
    if (pid === null) throw new SandboxError('stopped', brokenMessage(spec.name));
    return new DockerPty(
      exec,
      { cols, rows },
      {
        hangUp: () => hangUp(engine, id, pid),
        foreground: () => foregroundOf(engine, id, pid),
      },
    );
  }
}
