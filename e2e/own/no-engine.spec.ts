/** A host without an engine: plain lessons run all the same, and the others say why they do not. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { LessonPage } from '../lesson-page.ts';
import { visit } from '../whole-page.ts';
import { useOwnProduct } from './own-product.ts';

const root = path.resolve(import.meta.dirname, '../..');
const { origin } = useOwnProduct((data) => ({
  SANDLOT_RUNTIME: 'auto',
  DOCKER_HOST: `unix://${data}/no-such-engine.sock`,
}));

test('a whole lesson without an engine, each task passing unasked', async ({ page }) => {
  test.setTimeout(180_000);
  const lesson = new LessonPage(page);
  await lesson.open('first-steps/a-first-look');
  await lesson.start('box');
  for (const task of ['card', 'note', 'sort', 'quote', 'culprit', 'clock']) {
    const card = page.locator(`[data-task="${task}"]`);
    await expect(card).toHaveAttribute('data-kind', 'pending');
    const solution = readFileSync(
      path.join(root, `courses/first-steps/a-first-look/solutions/${task}.sh`),
      'utf8',
    );
    for (const line of solution.split('\n').filter((l) => l.trim() !== '' && !l.startsWith('#')))
      await lesson.type(line);
    await expect(card).toHaveAttribute('data-kind', 'passed');
  }
  await page.screenshot({ path: '.sandlot/e2e-results/no-engine.png' });
  await lesson.end();
});

test('a lesson that this host cannot run says why and what would help, before Start', async ({ page }) => {
  await visit(page, '/courses/first-steps/meet-your-playground');
  await expect(page.getByRole('note')).toContainText(/Docker/);
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toHaveCount(0);
  await page.screenshot({ path: '.sandlot/e2e-results/cannot-run.png' });
  await visit(page, '/');
  await expect(page.getByRole('listitem').filter({ hasText: 'Meet your playground' })).toContainText(
    /Docker/,
  );
  const refused = await page.request.post(`${origin}/api/lessons/first-steps/meet-your-playground/start`, {
    headers: { origin },
  });
  expect(refused.status()).toBe(422);
});
