/**
 * The sandboxes of this broker: start, reset, extend, end. Labels in the engine are the truth about what runs;
 * what stands here in memory is made again from them at each start (adopt.ts).
 */
import { randomBytes } from 'node:crypto';
import type { Lesson, Playground } from '@sandlot/lesson';
import type { EndReason } from '@sandlot/protocol';
import { SandboxError, startServices } from '@sandlot/sandbox';
import { PLAIN_BYTES } from '../config.ts';
import { ApiError } from '../errors.ts';
import { noLesson } from '../lessons/no-lesson.ts';
import type { Parts } from '../parts.ts';
import type { TakenSandbox } from '../pool/warm-pool.ts';
import { cannotRun } from './cannot-run.ts';
import { expiresAtMs, extended, type Lifetime, spoken } from './lifetime.ts';
import { Line } from './line.ts';
import { LiveSandbox } from './live-sandbox.ts';
import { lowered } from './machine-caps.ts';
import { finishMachine, makeSandbox } from './make-sandbox.ts';
import { Presence } from './presence.ts';
import { valuesOf } from './values-of.ts';

/** What others want to hear about sandboxes. */
export interface SandboxListener {
  /** Anything that a page shows has moved. */
  changed?(sandbox: LiveSandbox): void;
  /** A machine is about to be replaced, or everything is about to go (`machine` undefined). */
  leaving?(sandbox: LiveSandbox, machine?: string): void;
  /** A machine is ready to be used: fresh, reset or revived. */
  ready?(sandbox: LiveSandbox, machine: string): void;
}

/** Where sandboxes may be waiting, ready but for their lesson. */
export interface Warm {
  take(playground: Playground): TakenSandbox | null;
}

const newId = () => randomBytes(10).toString('hex').slice(0, 16);
const slotKey = (userId: string, lesson: string) => `${userId} ${lesson}`;

export class SandboxService {
  readonly presence = new Presence();
  readonly #parts: Parts;
  readonly #warm: Warm | null;
  readonly #live = new Map<string, LiveSandbox>();
  readonly #bySlot = new Map<string, LiveSandbox>();
  readonly #listeners = new Set<SandboxListener>();
  readonly #making = new Map<string, Promise<void>>();
  readonly #places = new Map<string, () => void>();
  readonly #room: Line;
  readonly #starting: Line;

  constructor(parts: Parts, warm: Warm | null = null) {
    this.#parts = parts;
    this.#warm = warm;
    this.#room = new Line(parts.limits.maxSandboxes, parts.limits.maxMemoryBytes);
    this.#starting = new Line(parts.limits.maxStarting);
  }

  listen(listener: SandboxListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get all(): LiveSandbox[] {
    return [...this.#live.values()];
  }

  /** Sandboxes that could be made now without anybody waiting. */
  get free(): number {
    return Math.max(0, this.limit - this.#room.taken - this.#room.waiting);
  }

  get queued(): number {
    return this.#room.waiting;
  }

  /** Sandboxes that may run at once: those that do, and as many plain ones more as have room. */
  get limit(): number {
    return this.#room.most(PLAIN_BYTES);
  }

  get(id: string): LiveSandbox | undefined {
    return this.#live.get(id);
  }

  /** The one that a user has for a lesson. */
  of(userId: string, lesson: string): LiveSandbox | undefined {
    return this.#bySlot.get(slotKey(userId, lesson));
  }

  lifetime(sandbox: LiveSandbox): Lifetime {
    const { createdAtMs, lifeEndMs, lastSeenMs } = sandbox;
    return {
      createdAtMs,
      lifeEndMs,
      lastSeenMs,
      connected: this.presence.has(sandbox.userId, sandbox.lesson),
    };
  }

  expiresAtMs(sandbox: LiveSandbox): number {
    return expiresAtMs(this.lifetime(sandbox), this.#parts.limits);
  }

  mayExtend(sandbox: LiveSandbox): boolean {
    return extended(this.lifetime(sandbox), this.#parts.limits) > sandbox.lifeEndMs;
  }

  /**
   * Starts a sandbox for a lesson, or returns the one that there is. Comes back at once; the rest is told to
   * listeners. Throws ApiError: not_found, cannot_run, limit.
   */
  async start(userId: string, path: string): Promise<LiveSandbox> {
    const there = this.of(userId, path);
    if (there) return there;
    const { db, limits, now } = this.#parts;
    const { lesson, playground } = this.#lessonOf(path);
    const cannot = cannotRun(this.#parts, playground);
    if (cannot) throw new ApiError('cannot_run', `${cannot.reason} ${cannot.remedy}`);
    const mine = this.all.filter((s) => s.userId === userId);
    if (mine.length >= limits.maxPerUser) {
      throw new ApiError(
        'limit',
        `You have ${mine.length} sandboxes, and ${limits.maxPerUser} is the limit for one person. End one of them first.`,
      );
    }
    const createdAtMs = now();
    const warm = this.#warm?.take(playground) ?? null;
    const identity = {
      id: warm?.id ?? newId(),
      userId,
      lesson: path,
      playground: playground.name,
      createdAtMs,
    };
    const lifeEndMs = createdAtMs + limits.lifeMs;
    const sandbox = new LiveSandbox(identity, playground.machines, 'queued', lifeEndMs, createdAtMs);
    this.#add(sandbox);
    try {
      await db.addSandbox({ id: sandbox.id, userId, lesson: path, createdAtMs, expiresAtMs: lifeEndMs });
      await this.#audit(userId, 'sandbox.start', sandbox, path);
    } catch (error) {
      this.#forget(sandbox);
      if (warm) void this.#parts.runtime.remove(warm.id).catch(() => {}); // else the reaper takes it
      throw error;
    }
    this.#making.set(sandbox.id, this.#make(sandbox, lesson, playground, warm));
    return sandbox;
  }

  /** Puts clean machines in the place of one or of all. Comes back when they are ready. */
  async reset(sandbox: LiveSandbox, machine: string | undefined, actor: string): Promise<void> {
    const names = machine === undefined ? [...sandbox.machines.keys()] : [machine];
    if (sandbox.state !== 'ready')
      throw new ApiError('conflict', 'This sandbox is not ready yet; wait a moment.');
    for (const name of names) {
      const live = sandbox.machines.get(name);
      if (!live) throw new ApiError('not_found', `There is no machine ${name} in this sandbox.`);
      if (live.state === 'resetting')
        throw new ApiError('conflict', `Machine ${name} is being reset already.`);
    }
    await this.#audit(actor, 'sandbox.reset', sandbox, machine ?? 'all machines');
    await Promise.all(names.map((name) => this.resetMachine(sandbox, name)));
  }

  /** One machine's reset; a failure is shown on the machine, and thrown. */
  async resetMachine(sandbox: LiveSandbox, name: string): Promise<void> {
    const live = sandbox.machines.get(name);
    if (!live) return;
    live.state = 'resetting';
    live.message = null;
    this.#leaving(sandbox, name);
    this.changed(sandbox);
    try {
      live.generation = await this.#parts.runtime.reset(sandbox.id, name);
      await finishMachine(this.#recipe(sandbox), name);
      this.#ready(sandbox, name);
    } catch (error) {
      live.state = 'stopped';
      live.message = error instanceof SandboxError ? error.message : 'The reset failed. Press Reset again.';
      if (!(error instanceof SandboxError)) this.#parts.log.error({ error, sandbox: sandbox.id }, 'reset');
      throw error;
    } finally {
      this.changed(sandbox);
    }
  }

  /** Starts a machine again that stopped with the engine, its disk kept. */
  async revive(sandbox: LiveSandbox, name: string): Promise<void> {
    const live = sandbox.machines.get(name);
    if (live?.state !== 'stopped' || !sandbox.alive) return;
    const { runtime } = this.#parts;
    await runtime.revive(sandbox.id, name);
    const { values, ...recipe } = this.#recipe(sandbox);
    const machines = sandbox.scriptMachines();
    await startServices({ ...recipe, sandboxId: sandbox.id, machines, values: await values() }, name);
    live.state = 'ready';
    live.message = null;
    this.#ready(sandbox, name);
    this.changed(sandbox);
  }

  /** Notes that a machine has ended by itself. An older generation's end is no news. */
  stopped(sandboxId: string, name: string, generation: number, message: string): void {
    const sandbox = this.#live.get(sandboxId);
    const live = sandbox?.machines.get(name);
    if (!sandbox?.alive || !live || live.generation !== generation || live.state !== 'ready') return;
    live.state = 'stopped';
    live.message = message;
    this.#leaving(sandbox, name);
    this.changed(sandbox);
  }

  async extend(sandbox: LiveSandbox, actor: string): Promise<void> {
    const { limits, db } = this.#parts;
    const to = extended(this.lifetime(sandbox), limits);
    if (to <= sandbox.lifeEndMs) {
      throw new ApiError(
        'limit',
        `A sandbox may live ${spoken(limits.maxLifeMs)} at most, and this one has it all.`,
      );
    }
    await db.moveExpiry(sandbox.id, to);
    sandbox.lifeEndMs = to;
    await this.#audit(actor, 'sandbox.extend', sandbox, `by ${spoken(limits.extendMs)}`);
    this.changed(sandbox);
  }

  /** Ends and removes it. The first reason counts; safe to call twice. Resolves when nothing of it is left. */
  async end(sandbox: LiveSandbox, reason: EndReason, message: string, actor: string): Promise<void> {
    if (!sandbox.alive) return;
    const { db, now, runtime, log } = this.#parts;
    sandbox.end = { reason, message };
    sandbox.advance('ending', 'Removing machines');
    sandbox.abort.abort(new SandboxError('aborted', message));
    this.#leaving(sandbox);
    this.changed(sandbox);
    try {
      await db.endSandbox(sandbox.id, reason, message, now());
      const action = reason === 'admin' ? 'sandbox.remove' : 'sandbox.end';
      await this.#audit(actor, action, sandbox, `${reason}: ${message}`);
    } catch (error) {
      // A record that cannot be written is no reason to leave machines running.
      log.error({ error, sandbox: sandbox.id }, 'the end could not be noted');
    }
    await this.#making.get(sandbox.id);
    try {
      await runtime.remove(sandbox.id);
    } catch (error) {
      // What is left carries our label, and the reaper takes it when the engine answers again.
      log.warn({ error, sandbox: sandbox.id }, 'remove failed; the reaper will try again');
    }
    sandbox.advance('ended', message);
    this.#forget(sandbox);
    this.changed(sandbox);
  }

  /** Takes over a sandbox that an earlier broker left running. */
  adopt(sandbox: LiveSandbox): void {
    this.#add(sandbox);
    this.#places.set(sandbox.id, this.#room.take(sandbox.memoryBytes));
  }

  changed(sandbox: LiveSandbox): void {
    for (const listener of this.#listeners) listener.changed?.(sandbox);
  }

  #leaving(sandbox: LiveSandbox, machine?: string): void {
    for (const listener of this.#listeners) listener.leaving?.(sandbox, machine);
  }

  #ready(sandbox: LiveSandbox, machine: string): void {
    for (const listener of this.#listeners) listener.ready?.(sandbox, machine);
  }

  #lessonOf(path: string) {
    const catalogue = this.#parts.catalogue();
    const lesson = catalogue.lessons.get(path);
    const playground = lesson && catalogue.playgrounds.get(lesson.playground);
    if (!lesson || !playground) throw noLesson(this.#parts.catalogue(), path);
    return { lesson, playground: lowered(playground, this.#parts.limits.machine) };
  }

  /** What it takes to finish a machine of this sandbox. */
  #recipe(sandbox: LiveSandbox) {
    const { runtime, sshKeys } = this.#parts;
    const changed = () => this.changed(sandbox);
    const { lesson, playground } = this.#lessonOf(sandbox.lesson);
    const values = () => valuesOf(this.#parts, sandbox, lesson);
    return { lesson, playground, runtime, sandbox, sshKeys: sshKeys(sandbox.id), values, changed };
  }

  /** Waits for room, makes it, and ends it when that fails. Never rejects. */
  async #make(
    sandbox: LiveSandbox,
    lesson: Lesson,
    playground: Playground,
    taken: TakenSandbox | null,
  ): Promise<void> {
    const { signal } = sandbox.abort;
    const waiting = (place: number) => {
      sandbox.queuePlace = place;
      sandbox.progress = 'Waiting for room on this host';
      this.changed(sandbox);
    };
    try {
      this.#places.set(sandbox.id, await this.#room.enter(signal, waiting, sandbox.memoryBytes));
      const started = await this.#starting.enter(signal, waiting);
      sandbox.queuePlace = null;
      try {
        const warm = taken !== null && (await taken.fresh());
        if (taken && !warm) await this.#parts.runtime.remove(taken.id);
        const recipe = { ...this.#recipe(sandbox), lesson, playground, expiresAtMs: sandbox.lifeEndMs };
        await makeSandbox(recipe, { warm });
      } finally {
        started();
      }
      for (const name of sandbox.machines.keys()) this.#ready(sandbox, name);
    } catch (error) {
      if (sandbox.alive) this.#failed(sandbox, error);
    }
  }

  #failed(sandbox: LiveSandbox, error: unknown): void {
    this.#parts.log.error({ error, sandbox: sandbox.id }, 'a sandbox could not be made');
    const why = error instanceof SandboxError ? error.message : 'Something failed on our side.';
    this.#making.delete(sandbox.id); // end() waits for it, and it waits for end()
    void this.end(sandbox, 'failed', `Your sandbox could not be made: ${why}`, 'broker');
  }

  #add(sandbox: LiveSandbox): void {
    this.#live.set(sandbox.id, sandbox);
    this.#bySlot.set(slotKey(sandbox.userId, sandbox.lesson), sandbox);
  }

  #forget(sandbox: LiveSandbox): void {
    this.#live.delete(sandbox.id);
    this.#making.delete(sandbox.id);
    const slot = slotKey(sandbox.userId, sandbox.lesson);
    if (this.#bySlot.get(slot) === sandbox) this.#bySlot.delete(slot);
    this.#places.get(sandbox.id)?.();
    this.#places.delete(sandbox.id);
  }

  #audit(actor: string, action: string, sandbox: LiveSandbox, detail: string): Promise<void> {
    return this.#parts.db.addAudit({ atMs: this.#parts.now(), actor, action, target: sandbox.id, detail });
  }
}
