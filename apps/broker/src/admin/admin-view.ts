/** What the admin page sees. Figures are taken from the engine only while somebody looks. */
import { statfs } from 'node:fs/promises';
import { availableParallelism, freemem, loadavg, totalmem } from 'node:os';
import type { AdminSandbox, AdminState } from '@sandlot/protocol';
import { askMirror, type RegistryMirror } from '@sandlot/sandbox';
import type { LessonView } from '../lessons/lesson-view.ts';
import type { Parts } from '../parts.ts';
import type { WarmPool } from '../pool/warm-pool.ts';
import type { LiveSandbox } from '../sandboxes/live-sandbox.ts';
import type { SandboxService } from '../sandboxes/sandbox-service.ts';
import type { TerminalRegistry } from '../terminals/terminal-registry.ts';
import { MirrorAnswer } from './mirror-answer.ts';

type Figures = Pick<AdminSandbox, 'memoryBytes' | 'memoryLimitBytes' | 'cpu'>;
const UNKNOWN: Figures = { memoryBytes: null, memoryLimitBytes: null, cpu: null };
const sum = (values: (number | null)[]): number | null =>
  values.some((v) => v === null) || values.length === 0
    ? null
    : values.reduce<number>((a, v) => a + (v ?? 0), 0);

export class AdminView {
  readonly #parts: Parts;
  readonly #sandboxes: SandboxService;
  readonly #terminals: TerminalRegistry;
  readonly #view: LessonView;
  readonly #why: string;
  readonly #dataDir: string;
  readonly #pool: Pick<WarmPool, 'counts'>;
  readonly #mirror: MirrorAnswer;
  #figures = new Map<string, Figures>();

  constructor(
    parts: Parts,
    services: {
      sandboxes: SandboxService;
      terminals: TerminalRegistry;
      view: LessonView;
      pool: Pick<WarmPool, 'counts'>;
    },
    where: { why: string; dataDir: string; mirror: RegistryMirror | null },
  ) {
    this.#parts = parts;
    this.#sandboxes = services.sandboxes;
    this.#terminals = services.terminals;
    this.#view = services.view;
    this.#pool = services.pool;
    this.#why = where.why;
    this.#dataDir = where.dataDir;
    const { mirror } = where;
    this.#mirror = new MirrorAnswer(mirror && (() => askMirror(mirror)), parts.now);
  }

  /**
   * Asks the engine for memory and CPU of each ready sandbox. One that does not answer shows no figures. Does not wait
   * for the registry mirror: its answer is there when it comes.
   */
  async sample(): Promise<void> {
    void this.#mirror.look();
    const figures = new Map<string, Figures>();
    await Promise.all(
      this.#sandboxes.all
        .filter((s) => s.state === 'ready')
        .map(async ({ id }) => {
          const stats = Object.values(await this.#parts.runtime.stats(id).catch(() => ({})));
          figures.set(id, {
            memoryBytes: sum(stats.map((m) => m.memoryBytes)),
            memoryLimitBytes: sum(stats.map((m) => m.memoryLimitBytes)),
            cpu: sum(stats.map((m) => m.cpu)),
          });
        }),
    );
    this.#figures = figures;
  }

  async state(): Promise<AdminState> {
    const { now, runtime, db } = this.#parts;
    const all = this.#sandboxes.all;
    const names = await db.userNames([...new Set(all.map((s) => s.userId))]);
    const disk = await statfs(this.#dataDir);
    return {
      nowMs: now(),
      runtime: runtime.kind,
      why: this.#why,
      engineUp: runtime.engineUp,
      sandboxes: await Promise.all(all.map((s) => this.#sandbox(s, names.get(s.userId) ?? s.userId))),
      limit: this.#sandboxes.limit,
      queued: this.#sandboxes.queued,
      ways: runtime.prepared(),
      pool: this.#pool.counts(),
      host: {
        memoryBytes: totalmem(),
        memoryUsedBytes: totalmem() - freemem(),
        cores: availableParallelism(),
        load1: loadavg()[0] ?? 0,
        diskFreeBytes: disk.bavail * disk.bsize,
        mirror: this.#mirror.last,
      },
    };
  }

  async #sandbox(sandbox: LiveSandbox, userName: string): Promise<AdminSandbox> {
    const lesson = this.#parts.catalogue().heads.get(sandbox.lesson);
    const done = await this.#parts.db.attempt(sandbox.userId, sandbox.lesson);
    const hasPassed = (task: string) => (done?.tasks.get(task)?.firstPassedAtMs ?? null) !== null;
    return {
      ...this.#view.info(sandbox),
      ...(this.#figures.get(sandbox.id) ?? UNKNOWN),
      userId: sandbox.userId,
      userName,
      lesson: sandbox.lesson,
      lessonTitle: lesson?.title ?? sandbox.lesson,
      tasksPassed: lesson?.tasks.filter((t) => hasPassed(t.id)).length ?? 0,
      tasksAll: lesson?.tasks.length ?? 0,
      attached: this.#terminals.attached(sandbox.id),
    };
  }
}
