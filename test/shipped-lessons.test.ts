/** Every lesson that ships proves itself, on every runtime of this host that can run it. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadCatalogue } from '@sandlot/lesson';
import { holds, type ProofStep, pickRuntime, proveLesson } from '@sandlot/sandbox';
import { afterAll, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const dataDir = mkdtempSync(path.join(tmpdir(), 'sandlot-proof-'));
const catalogue = await loadCatalogue(root);
const instance = `p${randomBytes(4).toString('hex')}`;
const runtimes = await Promise.all(
  (['docker', 'process'] as const).map(async (choice) => {
    const { runtime } = await pickRuntime({
      choice,
      instance,
      dataDir,
      imagesDir: path.join(root, 'docker'),
    });
    await runtime.start();
    return runtime;
  }),
);
afterAll(async () => {
  await Promise.all(runtimes.map((runtime) => runtime.close()));
  rmSync(dataDir, { recursive: true, force: true });
});

test('every shipped lesson loads', () => {
  expect(catalogue.problems).toEqual([]);
  expect([...catalogue.lessons.keys()]).toContain('first-steps/a-first-look');
});

const cases = [...catalogue.lessons.values()].flatMap((lesson) => {
  const playground = catalogue.playgrounds.get(lesson.playground);
  if (!playground) throw new Error(`${lesson.path} has no playground`);
  return runtimes
    .filter((runtime) => runtime.cannotRun(playground.machines, playground.egress) === null)
    .map((runtime) => ({ path: lesson.path, kind: runtime.kind, lesson, playground, runtime }));
});

test('a first look runs on both runtimes', () => {
  expect(cases.filter((c) => c.path === 'first-steps/a-first-look').map((c) => c.kind)).toEqual([
    'docker',
    'process',
  ]);
});

test.each(cases)(
  '$path proves itself on $kind',
  { timeout: 300_000 },
  async ({ lesson, playground, runtime }) => {
    for (const { image } of playground.machines) await runtime.ensureImage(image, () => {});
    const steps: ProofStep[] = [];
    await proveLesson(runtime, lesson, playground, (step) => steps.push(step), { parallel: 4 });
    expect(steps.filter((step) => !holds(step))).toEqual([]);
    for (const task of lesson.tasks.filter(({ kind }) => kind === 'check')) {
      const wrong = steps.filter((step) => step.task === task.id && step.attempt.startsWith('wrong/'));
      expect(wrong.length, `wrong attempts of ${task.id}`).toBeGreaterThanOrEqual(2);
    }
  },
);
