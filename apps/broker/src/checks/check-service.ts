/** One LessonChecks for each sandbox that is ready, from its first ready machine to its end. */

import type { AttemptRecord } from '@sandlot/db';
import { answerEnvironment, runCheck, scriptEnvironment } from '@sandlot/sandbox';
import type { Parts } from '../parts.ts';
import type { LiveSandbox } from '../sandboxes/live-sandbox.ts';
import type { SandboxService } from '../sandboxes/sandbox-service.ts';
import { valuesOf } from '../sandboxes/values-of.ts';
import { type Done, LessonChecks } from './lesson-checks.ts';

/** What the checks need of what is stored. */
function doneOf(attempt: AttemptRecord | null): Done {
  const tasks = [...(attempt?.tasks ?? [])];
  return {
    passed: new Set(tasks.filter(([, { firstPassedAtMs }]) => firstPassedAtMs !== null).map(([id]) => id)),
    answers: new Map(tasks.map(([id, { answers }]) => [id, answers])),
    completed: attempt !== null && attempt.completedAtMs !== null,
  };
}

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

  /** Somebody's terminal printed something; `prompt`: and it is the shell's turn again. */
  activity(sandboxId: string, prompt = false): void {
    this.#checks.get(sandboxId)?.activity(prompt);
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
      done: async () => doneOf(await db.attempt(userId, lesson)),
      run: async (task, answers) => {
        const found = catalogue().lessons.get(lesson);
        const values = found ? await valuesOf(this.#parts, sandbox, found) : {};
        const env = scriptEnvironment(task.machine, sandbox.scriptMachines(), values);
        return runCheck(runtime, id, task, { ...env, ...answerEnvironment(task.answers, answers) });
      },
      passed: async (task, atMs) => {
        await db.passTask(userId, lesson, task.id, atMs);
        await db.noteSeen(userId, lesson, atMs);
      },
      completed: (atMs) => db.completeAttempt(userId, lesson, atMs),
      changed: () => this.#sandboxes.changed(sandbox),
      failed: (error) => log.error({ error, sandbox: id }, 'check'),
      watched: () => this.#sandboxes.presence.has(userId, lesson),
      now,
      crowd: () => this.#checks.size,
    });
  }
}
