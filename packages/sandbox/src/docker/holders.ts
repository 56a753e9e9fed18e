/**
 * The holders of this installation's machines: lends each machine the program and a folder with a socket, starts it,
 * and knows which have dialled. Whatever is in the way of that is found out, told once, and nobody waits for it again:
 * terminals then go through the engine and end with the broker.
 *
 *   DATA/holders/INSTANCE/SANDBOX-MACHINE-GENERATION/holder   the program, a copy for each machine
 *                                                    /s        our socket, while no holder is connected
 */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HolderDoor } from '../holder/holder-door.ts';
import type { HolderLink } from '../holder/holder-link.ts';
import { TERMINAL_NAME } from '../holder/terminal-name.ts';
import { WIRE } from '../holder/wire.ts';
import type { Finding } from '../runtime.ts';
import type { ContainerBody, Engine } from './engine.ts';
import { isConflict, isMissing } from './engine-fault.ts';
import { HOLDER_IMAGE, holderProgram, type ProgramPlace } from './holder-program.ts';
import type { Images } from './images.ts';
import type { MachineContainer } from './labels.ts';

/** Where machines see their folder. */
export const HOLDER_FOLDER = '/run/sandlot';
/** From the start of a holder to its call. */
export const DIAL_MS = 3000;
/** A holder that is there and has just lost another broker calls within this. */
const LATE_MS = 300;
/** A machine whose holder did not call is not waited for again so soon. */
const REST_MS = 30_000;
/** A folder without a machine may belong to one that is just being made. */
const YOUNG_MS = 60_000;

type MachineName = Pick<MachineContainer, 'sandboxId' | 'generation'> & { spec: { name: string } };

interface Post {
  readonly folder: string;
  readonly door: HolderDoor;
  /** A holder is on its way. */
  coming: Promise<HolderLink | null> | null;
  notBeforeMs: number;
}

export interface HoldersParts extends ProgramPlace {
  images: Images;
  logger: { warn(details: object, message: string): void } | undefined;
}

export class Holders {
  readonly #parts: HoldersParts;
  readonly #engine: Engine;
  readonly #root: string;
  readonly #posts = new Map<string, Post>();
  #program: Promise<string | null> | null = null;
  #built: Promise<void> | null = null;
  #notBuilt = `The image "${HOLDER_IMAGE}" is not built.`;
  /** Why machines here have no holder, and what helps; null: as far as is known they have. */
  #lack: { reason: string; remedy: string } | null = null;
  /** A holder has called, so they can. */
  #proven = false;
  #closed = false;

  constructor(parts: HoldersParts) {
    this.#parts = parts;
    this.#engine = parts.engine;
    this.#root = join(resolve(parts.dataDir), 'holders', parts.instance);
  }

  /** Builds the program in the background, at most once, when it is not there. */
  build(): void {
    this.#built ??= this.#parts.images
      .ensure(HOLDER_IMAGE, () => {})
      .catch((error) => {
        this.#notBuilt = error.message;
      });
  }

  /** A machine's share of HostConfig.Mounts. None when there can be no holder. */
  async mounts(machine: MachineName): Promise<ContainerBody[]> {
    const program = await this.#path();
    if (!program) return [];
    const folder = this.#folder(machine);
    try {
      mkdirSync(this.#root, { recursive: true, mode: 0o700 });
      mkdirSync(folder, { recursive: true });
      copyFileSync(program, join(folder, 'holder')); // not a link: machines share no file, not even its locks
      for (const path of [folder, join(folder, 'holder')]) chmodSync(path, 0o755);
    } catch (error) {
      this.#lacks(
        `${folder} cannot be made (${(error as Error).message}).`,
        'Give that disk room, and Sandlot that folder.',
      );
      return [];
    }
    return [{ Type: 'bind', Source: folder, Target: HOLDER_FOLDER, ReadOnly: true }];
  }

  /** The engine made no machine with those mounts, and did without. */
  refused(machine: MachineName, error: Error): void {
    this.#drop(this.#folder(machine));
    this.#lacks(`The engine cannot share a folder with machines (${error.message}).`, SHARE);
  }

  /** The machine has been started: its holder shall be, too. Does not wait for it. */
  started(machine: MachineContainer): void {
    const post = this.#post(machine);
    if (!post || post.coming) return;
    post.coming = this.#launch(post, machine.id);
    post.coming.catch(() => {}); // told to who waits for it
  }

  /**
   * The holder of a machine that runs, started again if it has gone. null when it has none. Throws what the engine says
   * of a machine that does not run.
   */
  async link(machine: MachineContainer): Promise<HolderLink | null> {
    const post = this.#post(machine);
    if (!post) return null;
    if (post.door.link || (this.#lack && !this.#proven)) return post.door.link;
    const came = await post.coming;
    if (came || post.door.link || Date.now() < post.notBeforeMs) return post.door.link;
    post.coming ??= this.#launch(post, machine.id);
    return post.coming;
  }

  /** The holder that is there, or has been told to come; none is started. */
  async present(machine: MachineContainer): Promise<HolderLink | null> {
    const post = this.#post(machine);
    if (!post || post.door.link || (this.#lack && !this.#proven)) return post?.door.link ?? null;
    await post.coming?.catch(() => {});
    await this.#openDoor(post);
    return post.door.next(LATE_MS);
  }

  /** Takes up the holders of machines that run, and clears away what belongs to none that there is. */
  async adopt(machines: MachineContainer[]): Promise<void> {
    const folders = new Set(machines.map((machine) => this.#folder(machine)));
    for (const name of this.#names()) {
      const folder = join(this.#root, name);
      const madeMs = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      if (!folders.has(folder) && Date.now() - madeMs > YOUNG_MS) this.#drop(folder);
    }
    for (const machine of machines.filter(({ running }) => running)) {
      const post = this.#post(machine);
      if (!post || post.door.link || post.coming) continue;
      if (await this.#openDoor(post)) post.coming = this.#await(post);
    }
  }

  /** These machines are gone. */
  forget(machines: MachineName[]): void {
    for (const machine of machines) this.#drop(this.#folder(machine));
  }

  /** Machines of this sandbox are gone, of whatever generation. */
  forgetSandbox(sandboxId: string): void {
    for (const name of this.#names())
      if (name.startsWith(`${sandboxId}-`)) this.#drop(join(this.#root, name));
  }

  async finding(): Promise<Finding> {
    const name = 'Terminals that survive a restart';
    if (!this.#program) await this.#lookForProgram();
    if (this.#lack) {
      const { reason, remedy } = this.#lack;
      return { name, ok: false, reason: `${reason} Terminals end with the broker.`, remedy };
    }
    const reason = this.#proven
      ? 'Machines keep their terminals'
      : 'Machines can be given the program that keeps them';
    return { name, ok: true, reason, remedy: '' };
  }

  /** Lets go of all holders; they and what they hold go on. */
  close(): void {
    this.#closed = true;
    for (const post of this.#posts.values()) post.door.close('left');
    this.#posts.clear();
  }

  #folder({ sandboxId, spec, generation }: MachineName): string {
    return join(this.#root, `${sandboxId}-${spec.name}-${generation}`);
  }

  #names(): string[] {
    return existsSync(this.#root) ? readdirSync(this.#root) : [];
  }

  /** null: the machine was made without a folder. */
  #post(machine: MachineName): Post | null {
    const folder = this.#folder(machine);
    const known = this.#posts.get(folder);
    if (known || this.#closed || !existsSync(join(folder, 'holder'))) return known ?? null;
    const warn = (reason: string) =>
      this.#parts.logger?.warn(
        { reason, ...label(machine) },
        'a holder was given up: it does not speak as ours do',
      );
    const door = new HolderDoor({ folder, terminals: WIRE.terminals, name: TERMINAL_NAME, onBreach: warn });
    const post = { folder, door, coming: null, notBeforeMs: 0 };
    this.#posts.set(folder, post);
    return post;
  }

  async #launch(post: Post, containerId: string): Promise<HolderLink | null> {
    try {
      await post.door.open();
      await this.#engine.launch(containerId, [`${HOLDER_FOLDER}/holder`, HOLDER_FOLDER]);
      const link = await this.#await(post);
      if (link || this.#closed) return link;
      post.notBeforeMs = Date.now() + REST_MS;
      if (!this.#proven) this.#lacks('No holder has called from a machine.', SHARE);
      return null;
    } catch (error) {
      if (isMissing(error) || isConflict(error)) throw error; // the machine has gone, or does not run
      this.#lacks(`A holder could not be started (${(error as Error).message}).`, SHARE);
      return null;
    } finally {
      post.coming = null;
    }
  }

  async #openDoor(post: Post): Promise<boolean> {
    try {
      await post.door.open();
      return true;
    } catch (error) {
      this.#lacks(`No socket can be made in ${post.folder} (${(error as Error).message}).`, SHARE);
      return false;
    }
  }

  async #await(post: Post): Promise<HolderLink | null> {
    const link = await post.door.next(DIAL_MS);
    post.coming = null;
    if (link) {
      this.#proven = true;
      this.#lack = null;
    }
    return link;
  }

  #drop(folder: string): void {
    this.#posts.get(folder)?.door.close('lost');
    this.#posts.delete(folder);
    rmSync(folder, { recursive: true, force: true });
  }

  #path(): Promise<string | null> {
    this.#program ??= this.#findProgram();
    return this.#program;
  }

  async #findProgram(): Promise<string | null> {
    try {
      if (await this.#lookForProgram()) {
        const path = await holderProgram(this.#parts);
        this.#lack = null;
        return path;
      }
    } catch (error) {
      this.#lacks(`The holder's program is not there (${(error as Error).message}).`, BUILD);
    }
    this.#program = null; // it may be built meanwhile
    return null;
  }

  async #lookForProgram(): Promise<boolean> {
    if (!this.#engine.local) {
      this.#lacks(
        'The engine is on another host and shares no folder with Sandlot.',
        'Run Sandlot on the host of the engine.',
      );
      return false;
    }
    const built = await this.#parts.images.has(HOLDER_IMAGE);
    if (!built) this.#lacks(this.#notBuilt, BUILD);
    else if (this.#lack?.reason === this.#notBuilt) this.#lack = null;
    return built;
  }

  #lacks(reason: string, remedy: string): void {
    if (!this.#lack) this.#parts.logger?.warn({ reason }, 'terminals will end with the broker');
    this.#lack = { reason, remedy };
  }
}

const BUILD = 'Run "sandlot images".';
const SHARE =
  'Machines must be able to use a folder of this host and a socket in it: that needs a Docker engine on this host, not in a virtual machine, and a data folder that programs may run from.';

const label = ({ sandboxId, spec }: MachineName) => ({ sandbox: sandboxId, machine: spec.name });
