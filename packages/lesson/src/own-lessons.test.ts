import path from 'node:path';
import { expect, test } from 'vitest';
import { loadCatalogue } from './load-catalogue.ts';

const root = path.join(import.meta.dirname, '../../..');

test("the project's own lessons load, and each check has two wrong attempts to withstand", async () => {
  const { lessons, problems } = await loadCatalogue(root);
  expect(problems).toEqual([]);
  const tasks = [...lessons.values()]
    .flatMap((lesson) => lesson.tasks)
    .filter((task) => task.kind === 'check');
  expect(tasks.length).toBeGreaterThanOrEqual(7);
  for (const task of tasks) {
    expect(Object.keys(task.wrong).length, task.id).toBeGreaterThanOrEqual(2);
    expect(task.hints.length, task.id).toBeGreaterThanOrEqual(1);
  }
});
