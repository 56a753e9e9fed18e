/** Lessons on a real cluster, from Start to their end in the browser alone, and what the view of the cluster then shows. */
import { expect, type Page, test } from '@playwright/test';
import { HostInfo, type Refusal } from '@sandlot/protocol';
import { LessonPage } from '../lesson-page.ts';
import { walkLesson } from '../walk-lesson.ts';
import { useOwnProduct } from './own-product.ts';

useOwnProduct(() => ({ SANDLOT_RUNTIME: 'docker', SANDLOT_TRUST: 'personal' }));

/** With Start away because nobody has built the image, there is nothing to test; what else is in the way is a failure. */
test.beforeEach(async ({ request }) => {
  test.setTimeout(600_000);
  let refusal: Refusal | undefined;
  const settled = async () => {
    refusal = HostInfo.parse(await (await request.get('/api/host')).json()).cannotRun.lab;
    return refusal?.passing;
  };
  await expect.poll(settled, { timeout: 90_000 }).toBeFalsy();
  test.skip(refusal?.reason.includes('is not built on this host') ?? false, refusal?.remedy);
});

const view = (page: Page) => page.getByRole('region', { name: 'Cluster', exact: true });

let asked = 0;

/** Of the namespace that is shown first. */
async function podsByKubectl(lesson: LessonPage): Promise<string[]> {
  asked += 1; // what was said before still stands above
  const list = "kubectl get pods -o jsonpath='{.items[*].metadata.name}'";
  await lesson.type(`clear; printf 'pod-${asked}<%s>\\n' $(${list}); echo all-said-$((${asked}))`);
  const said = new RegExp(`^all-said-${asked}$`, 'm');
  await expect.poll(() => lesson.screen('dev'), { timeout: 30_000 }).toMatch(said);
  const names = new RegExp(`^pod-${asked}<([^>%]+)>$`, 'gm');
  return [...(await lesson.screen('dev')).matchAll(names)].map(([, name]) => `default/${name}`);
}

const podsShown = (page: Page) =>
  view(page)
    .locator('[data-pod^="default/"]')
    .evaluateAll((chips) => chips.map((chip) => chip.getAttribute('data-pod')).toSorted());

/** Does the lesson, opens the view and has it show just what is there. */
async function finish(lesson: LessonPage, name: string): Promise<void> {
  const { page } = lesson;
  await walkLesson(lesson, name);
  await page.getByRole('button', { name: 'Cluster', exact: true }).click();
  await expect(view(page).getByRole('status')).toHaveText('Live', { timeout: 60_000 });
  await expect(view(page)).toContainText('lab-control-plane');
  await showsWhatIsThere(lesson);
}

/** What kubectl says; both are asked again, since a pod may go between. */
async function showsWhatIsThere(lesson: LessonPage): Promise<void> {
  await expect(async () => {
    const pods = await podsByKubectl(lesson);
    await expect.poll(() => podsShown(lesson.page), { timeout: 10_000 }).toEqual(pods.toSorted());
  }).toPass();
}

test('images that a cluster gets from this machine', async ({ page }) => {
  const lesson = new LessonPage(page);
  await finish(lesson, 'kubernetes/local-images');
  await page.screenshot({ path: '.sandlot/e2e-results/whole-local-images.png' });
  await lesson.end();
});

test('a Service finds its pods, and a controller replaces one', async ({ page }) => {
  const lesson = new LessonPage(page);
  await finish(lesson, 'service-discovery/services');
  const service = view(page).locator('[data-service="default/api"]');
  await expect(service).toContainText(/\d of 3 ready/);
  await page.screenshot({ path: '.sandlot/e2e-results/whole-services.png' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await service.click();
  const meant = view(page).locator('[data-meant="true"]');
  await expect(meant).toHaveCount(3);
  await page.screenshot({ path: '.sandlot/e2e-results/whole-services-dark.png' });

  await lesson.type('kubectl delete pods -l app=api --now');
  await expect(service).toContainText('3 of 3 ready', { timeout: 60_000 });
  await expect(meant).toHaveCount(3);
  await showsWhatIsThere(lesson);

  await page.setViewportSize({ width: 360, height: 780 });
  await page
    .getByRole('navigation', { name: 'Text or terminal' })
    .getByRole('button', { name: 'Terminal' })
    .click();
  await expect(service).toBeVisible();
  await page.screenshot({ path: '.sandlot/e2e-results/whole-services-phone.png' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await lesson.end();
});
