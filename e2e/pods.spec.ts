/** A machine with an engine of its own: a whole lesson on containers, by its solutions. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { LessonPage } from './lesson-page.ts';

const folder = path.resolve(import.meta.dirname, '../courses/containers/a-pod-by-hand');
const linesOf = (task: string) =>
  readFileSync(path.join(folder, `solutions/${task}.sh`), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));

test('a pod by hand, each task passing unasked', async ({ page }) => {
  test.setTimeout(300_000);
  const lesson = new LessonPage(page);
  await lesson.open('containers/a-pod-by-hand');
  await lesson.start('dev', 120_000);
  for (const task of ['sandbox', 'app', 'sidecar', 'whisper', 'budget', 'processes', 'repair']) {
    for (const line of linesOf(task)) await lesson.type(line);
    await expect(page.locator(`[data-task="${task}"]`)).toHaveAttribute('data-kind', 'passed', {
      timeout: 60_000,
    });
  }
  for (const question of ['The same name', 'What the restart took along']) {
    const card = lesson.task(question);
    await card.getByRole('radio').nth(1).check();
    await card.getByRole('button', { name: 'Answer' }).click();
    await expect(card).toHaveAttribute('data-kind', 'passed');
  }
  await expect(page.getByRole('region', { name: 'Lesson done' })).toBeVisible();
  // Nothing that was done later has undone what came before.
  await expect(page.locator('[data-kind="lapsed"]')).toHaveCount(0);
  await page.screenshot({ path: '.sandlot/e2e-results/pod-by-hand.png' });
  await lesson.end();
});
