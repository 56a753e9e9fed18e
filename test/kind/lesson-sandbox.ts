/** A sandbox as a lesson on a cluster has it, for one file of tests. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import { type CheckTask, type Lesson, loadCatalogue } from '../../packages/lesson/src/index.ts';
import { createDockerRuntime } from '../../packages/sandbox/src/docker/docker-runtime.ts';
import { PlaygroundSandbox } from '../../packages/sandbox/src/lesson/playground-sandbox.ts';
import type { SandboxRuntime } from '../../packages/sandbox/src/runtime.ts';
import { imagesDir } from './sandbox.ts';

const ROOT = join(import.meta.dirname, '../..');

export interface LessonSandbox {
  readonly runtime: SandboxRuntime;
  readonly sandbox: PlaygroundSandbox;
  /** Throws when the lesson has no such task. */
  task(id: string): CheckTask;
  /** Runs a script as the student; gives its output. Throws when it does not end with 0. */
  run(script: string, timeoutMs?: number): Promise<string>;
}

/** `playground`: instead of the lesson's own. */
export function useLesson(name: string, playground?: string): LessonSandbox {
  let runtime: SandboxRuntime;
  let sandbox: PlaygroundSandbox;
  let lesson: Lesson;
  beforeAll(async () => {
    const { lessons, playgrounds } = await loadCatalogue(ROOT);
    const found = lessons.get(name);
    const place = playgrounds.get(playground ?? found?.playground ?? '');
    if (!found || !place) throw new Error(`there is no lesson ${name}, or no playground for it`);
    lesson = found;
    const instance = `k${randomBytes(4).toString('hex')}`;
    const dataDir = inject('dataDir'); // what this host can do is known there
    runtime = createDockerRuntime({ instance, imagesDir, dataDir, trust: 'personal' });
    await runtime.start();
    await runtime.prepare(place.machines);
    sandbox = new PlaygroundSandbox(runtime, lesson, place);
    await sandbox.start();
  });
  afterAll(async () => {
    await sandbox?.remove();
    await runtime?.close();
  });
  return {
    get runtime() {
      return runtime;
    },
    get sandbox() {
      return sandbox;
    },
    task(id) {
      const found = lesson.tasks.find((task) => task.id === id);
      if (found?.kind !== 'check') throw new Error(`${name} has no task ${id}`);
      return found;
    },
    async run(script, timeoutMs = 120_000) {
      const { exitCode, output } = await sandbox.runAsStudent('dev', script, timeoutMs);
      if (exitCode !== 0) throw new Error(`ended with ${exitCode}:\n${output}`);
      return output;
    },
  };
}
