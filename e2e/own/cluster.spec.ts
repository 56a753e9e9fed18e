/** The view of a cluster: what a student sees of nodes, pods and Services while a controller acts. */
import { rmSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../accessible.ts';
import { LessonPage } from '../lesson-page.ts';
import { writeClusterLessons } from './cluster-lessons.ts';
import { useOwnProduct } from './own-product.ts';

let lessons: string;
useOwnProduct(
  () => {
    lessons = writeClusterLessons();
    return { SANDLOT_LESSONS: lessons, SANDLOT_RUNTIME: 'docker' };
  },
  () => rmSync(lessons, { recursive: true, force: true }),
);

const PATH = 'playgrounds/clusters';
const shot = (name: string) => ({ path: `.sandlot/e2e-results/cluster-${name}.png` });
const view = (page: Page) => page.getByRole('region', { name: 'Cluster' });
const chip = (page: Page, name: string) => view(page).locator(`[data-pod="default/${name}"]`);
const row = (page: Page, name: string) => view(page).locator(`[data-service="default/${name}"]`);

test('a student sees the Service find its pods, and a controller act', async ({ page }) => {
  test.setTimeout(240_000);
  await page.emulateMedia({ colorScheme: 'light' });
  const lesson = new LessonPage(page);
  await lesson.open(PATH);
  await lesson.start('dev');
  const button = page.getByRole('button', { name: 'Cluster', exact: true });
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await button.click();
  const cluster = view(page);
  await expect(cluster.getByRole('status')).toHaveText('Live');
  await expect(button).toHaveAttribute('aria-expanded', 'true');

  // Pods stand under their nodes, the system's are hidden, and each says how it is.
  const onWorker = cluster.getByRole('list', { name: '3 pods, lab-worker' });
  await expect(onWorker.getByRole('listitem')).toHaveCount(3);
  await expect(onWorker).toContainText('CrashLoopBackOff');
  await expect(cluster.getByRole('list', { name: '1 pod, lab-control-plane' })).toBeVisible();
  await expect(cluster.getByRole('list', { name: '1 pod, Not on a node yet' })).toContainText('Pending');
  await expect(row(page, 'web')).toContainText('2 of 2 ready');
  await expect(row(page, 'api')).toContainText('No pods found');
  await expect(cluster).not.toContainText('etcd');
  await expectAccessible(page, 'light');
  await page.screenshot(shot('light'));

  // Pointing at a Service marks its pods, by mouse as by keyboard; pressed, it stays.
  await row(page, 'web').hover();
  await expect(cluster.locator('[data-meant="true"]')).toHaveCount(2);
  await expect(chip(page, 'api-7c9d-xk2p9')).toHaveAttribute('data-meant', 'false');
  await page.screenshot(shot('service'));
  await cluster.getByRole('heading', { name: 'Cluster' }).hover();
  await expect(cluster.locator('[data-meant]')).toHaveCount(0);
  await row(page, 'web').focus();
  await expect(cluster.locator('[data-meant="true"]')).toHaveCount(2);
  await page.keyboard.press('Enter');
  await expect(row(page, 'web')).toHaveAttribute('aria-pressed', 'true');

  // A pod is deleted: it leaves, another is made, and the Service finds it.
  await lesson.type('step deleted');
  await expect(chip(page, 'web-5d4f8c-aaaaa')).toHaveAttribute('data-look', 'leaving');
  await expect(chip(page, 'web-5d4f8c-ccccc')).toContainText('ContainerCreating');
  await expect(row(page, 'web')).toContainText('1 of 1 ready');
  await expect(chip(page, 'web-5d4f8c-bbbbb')).toHaveAttribute('data-meant', 'true');
  await page.screenshot(shot('acting'));
  await lesson.type('step healed');
  await expect(chip(page, 'web-5d4f8c-aaaaa')).toHaveCount(0);
  await expect(chip(page, 'web-5d4f8c-ccccc')).toHaveAttribute('data-look', 'ready');
  await expect(chip(page, 'web-5d4f8c-ccccc')).toHaveAttribute('data-meant', 'true');

  // What a pod is, at focus.
  await chip(page, 'api-7c9d-xk2p9').getByRole('button').focus();
  await expect(page.getByText('Restarts 4')).toBeVisible();

  // Other namespaces.
  await cluster.getByRole('button', { name: 'Show all' }).click();
  await expect(cluster).toContainText('etcd');
  await cluster.getByRole('combobox', { name: 'Namespaces' }).selectOption('kube-system');
  await expect(cluster.getByText('web-5d4f8c')).toHaveCount(0);
  await cluster.getByRole('combobox', { name: 'Namespaces' }).selectOption('');

  // The API server goes, and comes back.
  await lesson.type('touch ~/.cluster/down');
  await expect(cluster).toContainText(/The API server does not answer since \d\d:\d\d/);
  await expect(cluster).toContainText('127.0.0.1:6443 was refused');
  await expect(chip(page, 'web-5d4f8c-bbbbb')).toBeVisible();
  await expectAccessible(page, 'down');
  await page.screenshot(shot('down'));
  await lesson.type('rm ~/.cluster/down');
  await expect(cluster.getByRole('status')).toHaveText('Live');

  // It is as it was left after a reload, in the dark too.
  const divider = page.getByRole('separator', { name: 'Height of the cluster' });
  await divider.focus();
  await page.keyboard.press('ArrowDown');
  const height = await divider.getAttribute('aria-valuenow');
  expect(Number(height)).toBeGreaterThan(42);
  await page.emulateMedia({ colorScheme: 'dark' });
  await lesson.open(PATH);
  await expect(cluster.getByRole('status')).toHaveText('Live');
  await expect(row(page, 'web')).toBeVisible();
  await expect(divider).toHaveAttribute('aria-valuenow', height ?? '');
  await expectAccessible(page, 'dark');
  await row(page, 'web').hover();
  await page.screenshot(shot('dark'));

  // Another machine has no cluster yet, and shows its own once it has.
  await cluster.getByRole('combobox', { name: 'Whose cluster' }).selectOption('later');
  await expect(cluster).toContainText('There is no kubectl on later.');
  await expectAccessible(page, 'none');
  await page.screenshot(shot('none'));
  await lesson.open(PATH);
  await expect(cluster).toContainText('There is no kubectl on later.');
  await cluster.getByRole('combobox', { name: 'Whose cluster' }).selectOption('dev');

  // On a phone it lies over the terminals, as wide as the page.
  await page.setViewportSize({ width: 360, height: 780 });
  await page
    .getByRole('navigation', { name: 'Text or terminal' })
    .getByRole('button', { name: 'Terminal' })
    .click();
  await expect(row(page, 'web')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
  await expectAccessible(page, 'phone');
  await row(page, 'web').click();
  await page.screenshot(shot('phone-dark'));
  await page.emulateMedia({ colorScheme: 'light' });
  await page.screenshot(shot('phone-light'));
  await page.setViewportSize({ width: 1440, height: 900 });

  // More than is shown is counted; those who wish no motion get none.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await lesson.type('step crowded');
  await expect(cluster).toContainText(/5\d pods more are not shown/);
  const motion = await chip(page, 'crowd-1000').evaluate((one) => getComputedStyle(one).animationDuration);
  expect(Number.parseFloat(motion)).toBeLessThan(0.001);
  await page.screenshot(shot('crowd'));
  await lesson.type('echo still here');
  await expect.poll(() => lesson.screen('dev')).toContain('\nstill here');

  await button.click();
  await expect(cluster).toHaveCount(0);
  await lesson.open(PATH);
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await expect(cluster).toHaveCount(0);
  await lesson.end();
});

test('while a cluster is asked for, the view says so', async ({ page }) => {
  await page.routeWebSocket(/\/ws\/cluster\?/, () => {}); // open, and silent
  const lesson = new LessonPage(page);
  await lesson.open(PATH);
  await lesson.start('dev');
  await page.getByRole('button', { name: 'Cluster', exact: true }).click();
  await expect(view(page)).toContainText('Asking dev for its cluster…');
  await expectAccessible(page, 'asking');
  await page.screenshot(shot('asking'));
  await lesson.end();
});
