/** Puts together what a lesson page sees. */
import type { EndReason, LessonState, SandboxInfo, TaskState } from '@sandlot/protocol';
import type { CheckService } from '../checks/check-service.ts';
import { ApiError } from '../errors.ts';
import type { Services } from '../http/services.ts';
import type { Parts } from '../parts.ts';
import type { LiveSandbox } from '../sandboxes/live-sandbox.ts';
import type { SandboxService } from '../sandboxes/sandbox-service.ts';
import type { TerminalRegistry } from '../terminals/terminal-registry.ts';

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
    if (!lesson) throw new ApiError('not_found', `There is no lesson ${path}.`);
    const passed = userId ? await db.progress(userId, path) : new Map<string, number>();
    const sandbox = userId ? this.#sandboxes.of(userId, path) : undefined;
    const checks = sandbox && this.#checks.of(sandbox);
    const tasks: TaskState[] = lesson.tasks.map(({ id }) => ({
      id,
      passedAtMs: passed.get(id) ?? null,
      last: checks?.last(id) ?? null,
      checking: checks?.checking(id) ?? false,
    }));
    return {
      lesson: path,
      nowMs: now(),
      engineUp: runtime.engineUp,
      tasks,
      sandbox: sandbox ? this.info(sandbox) : null,
      ended: sandbox || !userId ? null : await this.#ended(userId, path),
    };
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
