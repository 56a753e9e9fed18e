/** A lesson of each course, from Start to its end, in the browser alone. */
import { expect, test } from '@playwright/test';
import { LessonPage } from './lesson-page.ts';
import { walkLesson } from './walk-lesson.ts';

for (const lesson of ['first-steps/networking', 'service-discovery/a-fixed-address'])
  test(`${lesson} by its solutions`, async ({ page }) => {
    test.setTimeout(300_000);
    await walkLesson(new LessonPage(page), lesson);
    const name = lesson.replace('/', '-');
    await page.screenshot({ path: `.sandlot/e2e-results/whole-${name}.png` });
    await new LessonPage(page).choose('End sandbox', 'End sandbox');
    await expect(page.getByRole('alertdialog')).toContainText('You ended it.');
  });
