/** Puts together what a lesson page sees. */
import type { Lesson, Task } from '@sandlot/lesson';
import type { EndReason, LessonState, SandboxInfo } from '@sandlot/protocol';
import type { CheckService } from '../checks/check-service.ts';
import { ApiError } from '../errors.ts';
import type { Services } from '../http/services.ts';
import type { Parts } from '../parts.ts';
import type { LiveSandbox } from '../sandboxes/live-sandbox.ts';
import type { SandboxService } from '../sandboxes/sandbox-service.ts';
import { valuesOf } from '../sandboxes/values-of.ts';
import type { TerminalRegistry } from '../terminals/terminal-registry.ts';
import { noLesson } from './no-lesson.ts';
import { taskRecord, taskState, UNCHECKED } from './task-state.ts';

export class LessonView {
  readonly #parts: Parts;
  readonly #sandboxes: SandboxService;
  readonly #checks: CheckService;
  readonly #terminals: TerminalRegistry;

  constructor(
    parts: Parts,
    { sandboxes, checks, terminals }: Pick<Services, 'sandboxes' | 'checks' | 'terminals'>,
  ) {
    this.#parts = parts;
    this.#sandboxes = sandboxes;
    this.#checks = checks;
    this.#terminals = terminals;
  }

  /** The state of one lesson for one user; `userId` null for somebody without a cookie. Throws ApiError not_found. */
  async state(userId: string | null, path: string): Promise<LessonState> {
    const { catalogue, db, now, runtime } = this.#parts;
    const lesson = catalogue().lessons.get(path);
    if (!lesson) throw noLesson(catalogue(), path);
    const sandbox = userId ? this.#sandboxes.of(userId, path) : undefined;
    const checks = sandbox && this.#checks.of(sandbox);
    // Looked at before what is on record: what has passed comes there first.
    const checked = new Map(lesson.tasks.map(({ id }) => [id, checks?.of(id)]));
    const attempt = userId ? await db.attempt(userId, path) : null;
    return {
      lesson: path,
      revision: lesson.revision,
      nowMs: now(),
      engineUp: runtime.engineUp,
      tasks: lesson.tasks.map((task) => taskState(task, attempt, checked.get(task.id) ?? UNCHECKED)),
      values: userId ? await this.#values(userId, lesson, sandbox) : {},
      completedAtMs: attempt?.completedAtMs ?? null,
      sandbox: sandbox ? this.info(sandbox) : null,
      ended: sandbox || !userId ? null : await this.#ended(userId, path),
    };
  }

  /** An engine that does not answer costs the addresses, not the page. */
  async #values(
    userId: string,
    lesson: Lesson,
    sandbox: LiveSandbox | undefined,
  ): Promise<Record<string, string>> {
    const plain = () => this.#parts.values(userId, lesson, null);
    if (sandbox?.state !== 'ready') return plain();
    return valuesOf(this.#parts, sandbox, lesson).catch(plain);
  }

  /** Tells the student's other pages that something has changed, and gives the state. */
  async changedState(userId: string, path: string): Promise<LessonState> {
    this.changed(userId, path);
    return this.state(userId, path);
  }

  changed(userId: string, path: string): void {
    const sandbox = this.#sandboxes.of(userId, path);
    if (sandbox) this.#sandboxes.changed(sandbox);
  }

  /** Throws ApiError conflict while a task waits for others. */
  async mustBeOpen(userId: string, path: string, task: Task): Promise<void> {
    const attempt = await this.#parts.db.attempt(userId, path);
    const waits = task.needs.filter((id) => taskRecord(attempt, id).firstPassedAtMs === null);
    if (waits.length > 0) throw new ApiError('conflict', `First comes ${waits.join(', ')}.`);
  }

  /** The student wants to know how a task stands. Throws ApiError not_found, and conflict while it is closed. */
  async noteTry({ userId, lesson }: LiveSandbox, id: string): Promise<void> {
    const { catalogue, db, now } = this.#parts;
    const task = catalogue()
      .lessons.get(lesson)
      ?.tasks.find((one) => one.id === id);
    if (!task) throw new ApiError('not_found', `There is no task ${id} in ${lesson}.`);
    await this.mustBeOpen(userId, lesson, task);
    await db.noteTry(userId, lesson, id, {}, now());
    await db.noteSeen(userId, lesson, now());
  }

  /** What anybody may see of a sandbox. */
  info(sandbox: LiveSandbox): SandboxInfo {
    const expiresAtMs = this.#sandboxes.expiresAtMs(sandbox);
    return {
      id: sandbox.id,
      state: sandbox.state,
      progress: sandbox.progress,
      queuePlace: sandbox.queuePlace,
      machines: [...sandbox.machines.values()].map(({ spec, state, generation, message }) => ({
        name: spec.name,
        state,
        generation,
        message,
        terminals: this.#terminals.list(sandbox.id, spec.name),
      })),
      createdAtMs: sandbox.createdAtMs,
      expiresAtMs,
      mayExtend: sandbox.alive && this.#sandboxes.mayExtend(sandbox),
      expiresSoon: expiresAtMs - this.#parts.now() <= this.#parts.limits.warnMs,
    };
  }

  async #ended(userId: string, path: string): Promise<LessonState['ended']> {
    const last = await this.#parts.db.lastSandbox(userId, path);
    if (!last?.endedAtMs) return null;
    return {
      sandboxId: last.id,
      reason: (last.endReason ?? 'failed') as EndReason,
      message: last.endMessage ?? '',
      atMs: last.endedAtMs,
    };
  }
}
