/** A host that has just been started and does not know yet how to run Docker inside a sandbox. */
import { expect, test } from '@playwright/test';
import { LessonPage } from '../lesson-page.ts';
import { visit } from '../whole-page.ts';
import { HeldEngine } from './held-engine.ts';
import { useOwnProduct } from './own-product.ts';

let engine: HeldEngine;
useOwnProduct(
  async (data) => {
    engine = await HeldEngine.start(`${data}/engine.sock`);
    return { SANDLOT_RUNTIME: 'docker', SANDLOT_POOL: '0', DOCKER_HOST: `unix://${data}/engine.sock` };
  },
  () => engine.stop(),
);

test.afterEach(() => engine.letGo());

test('Start shows by itself once the host has been looked at', async ({ page }) => {
  test.setTimeout(240_000);
  const start = page.getByRole('button', { name: 'Start', exact: true });
  await visit(page, '/');
  await expect(page.getByRole('listitem').filter({ hasText: 'still finding out' }).first()).toContainText(
    'Not yet.',
  );
  await new LessonPage(page).open('containers/a-container-taken-apart');
  await expect(page.getByRole('status').filter({ hasText: 'still finding out' })).toContainText(
    'Start shows here as soon as it has',
  );
  await expect(start).toHaveCount(0);
  await page.screenshot({ path: '.sandlot/e2e-results/not-yet.png' });
  engine.letGo();
  await expect(start).toBeVisible({ timeout: 180_000 });
});
