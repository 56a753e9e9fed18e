/** Opens terminals on machines: kept by the holder of this installation, or, when it does not come, by this process. */
import { HolderGone, HolderRefusal } from '../holder/holder-link.ts';
import { type FoundTerminal, type Pty, SandboxError, type TerminalRequest } from '../runtime.ts';
import type { Entrance } from './enter-machine.ts';
import { openMachineTerminal, shellOf } from './machine-terminal.ts';
import { TerminalPost } from './terminal-post.ts';

export interface Place {
  sandboxId: string;
  machine: string;
  generation: number;
}

/** One holder has the terminals of all machines, so their names tell whose they are. */
const prefixOf = ({ sandboxId, machine, generation }: Place) => `${sandboxId}/${machine}/${generation}/`;

export class Terminals {
  readonly #post: TerminalPost;

  constructor(folder: string) {
    this.#post = new TerminalPost(folder);
  }

  /** The holder will be asked for: it starts meanwhile. */
  prepare(): void {
    void this.#post.link();
  }

  /** See SandboxRuntime.openTerminal. */
  async open(place: Place, entrance: Entrance, request: TerminalRequest): Promise<Pty> {
    return (await this.#held(place, entrance, request)) ?? openMachineTerminal(entrance, request);
  }

  /** See SandboxRuntime.terminals. */
  async found(place: Place): Promise<FoundTerminal[]> {
    const prefix = prefixOf(place);
    const all = (await this.#post.present())?.terminals() ?? [];
    return all
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ name, note }) => ({ name: name.slice(prefix.length), note }));
  }

  close(): void {
    this.#post.close();
  }

  /** null: there is no holder. */
  async #held(place: Place, entrance: Entrance, request: TerminalRequest): Promise<Pty | null> {
    const link = await this.#post.link();
    if (!link) return null;
    const { command: argv, env } = shellOf(entrance);
    const name = `${prefixOf(place)}${request.name}`;
    const list = Object.entries(env).map(([key, value]) => `${key}=${value}`);
    try {
      return await link.terminal({ ...request, name, user: entrance.spec.user, argv, env: list });
    } catch (error) {
      if (error instanceof HolderGone) return null;
      if (!(error instanceof HolderRefusal)) throw error;
      throw new SandboxError(
        'stopped',
        `Machine ${place.machine} has no terminal to give: ${error.message}.`,
        {
          cause: error,
        },
      );
    }
  }
}
