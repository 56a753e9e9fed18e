/** A whole lesson, from Start to its end, in the browser alone; see whole-cluster-lessons for those on clusters. */
import { test } from '@playwright/test';
import { LessonPage } from './lesson-page.ts';
import { walkLesson } from './walk-lesson.ts';

test('first-steps/networking by its solutions', async ({ page }) => {
  test.setTimeout(300_000);
  const lesson = new LessonPage(page);
  await walkLesson(lesson, 'first-steps/networking');
  await page.screenshot({ path: '.sandlot/e2e-results/whole-networking.png' });
  await lesson.end();
});
