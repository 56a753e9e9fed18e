/** One LessonChecks for each sandbox that is ready, from its first ready machine to its end. */
import { runCheck, scriptEnvironment } from '@sandlot/sandbox';
import type { Parts } from '../parts.ts';
import type { LiveSandbox } from '../sandboxes/live-sandbox.ts';
import type { SandboxService } from '../sandboxes/sandbox-service.ts';
import { LessonChecks } from './lesson-checks.ts';

export class CheckService {
  readonly #parts: Parts;
  readonly #sandboxes: SandboxService;
  readonly #checks = new Map<string, LessonChecks>();

  constructor(parts: Parts, sandboxes: SandboxService) {
    this.#parts = parts;
    this.#sandboxes = sandboxes;
    sandboxes.listen({
      ready: (sandbox) => this.of(sandbox)?.renew(),
      leaving: (sandbox, machine) => {
        if (machine === undefined) this.#close(sandbox.id);
      },
    });
  }

  /** The checks of a ready sandbox; undefined before and after. */
  of(sandbox: LiveSandbox): LessonChecks | undefined {
    if (sandbox.state !== 'ready') return undefined;
    const there = this.#checks.get(sandbox.id);
    if (there) return there;
    const checks = this.#make(sandbox);
    this.#checks.set(sandbox.id, checks);
    return checks;
  }

  /** Somebody's terminal printed something. */
  activity(sandboxId: string): void {
    this.#checks.get(sandboxId)?.activity();
  }

  close(): void {
    for (const id of [...this.#checks.keys()]) this.#close(id);
  }

  #close(id: string): void {
    this.#checks.get(id)?.close();
    this.#checks.delete(id);
  }

  #make(sandbox: LiveSandbox): LessonChecks {
    const { runtime, db, catalogue, now, log } = this.#parts;
    const { id, userId, lesson } = sandbox;
    return new LessonChecks({
      tasks: () => catalogue().lessons.get(lesson)?.tasks ?? [],
      run: (task) => runCheck(runtime, id, task, scriptEnvironment(task.machine, sandbox.scriptMachines())),
      passed: async (task, atMs) => {
        await db.passTask(userId, lesson, task.id, atMs);
      },
      changed: () => this.#sandboxes.changed(sandbox),
      failed: (error) => log.error({ error, sandbox: id }, 'check'),
      watched: () => this.#sandboxes.presence.has(userId, lesson),
      now,
    });
  }
}
