import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { adminLink } from './admin-door.ts';
import { LessonPage } from './lesson-page.ts';

const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 360, height: 780 } } as const;
const shot = (name: string) => ({ path: `.sandlot/e2e-results/${name}.png` });

for (const scheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test.describe(`${scheme}, ${size}`, () => {
      test.use({ colorScheme: scheme, viewport });

      test('catalogue, lesson before Start, and no such page', async ({ page }) => {
        for (const [name, url] of Object.entries({
          catalogue: '/',
          lesson: '/courses/first-steps/meet-your-playground',
          missing: '/courses/first-steps/no-such-lesson',
          'not-admin': '/admin',
          'bad-link': '/admin/enter',
        })) {
          await page.goto(url);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          // The divider knows its place once the page has come to life.
          if (name === 'lesson' && size === 'wide') {
            await expect(page.getByRole('separator')).toHaveAttribute('aria-valuenow', /./);
          }
          await page.screenshot(shot(`${name}-${scheme}-${size}`));
          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(violations.map((v) => `${name}: ${v.id} ${v.nodes[0]?.html}`)).toEqual([]);
          const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
          expect(wider, `${name} scrolls sideways`).toBe(false);
        }
      });
    });
  }
}

test('the running lesson and the admin pages, in both schemes and sizes', async ({ page, browser }) => {
  test.setTimeout(180_000);
  const lesson = new LessonPage(page);
  await lesson.open('first-steps/a-first-look');
  await lesson.start('box');
  const context = await browser.newContext();
  const admin = await context.newPage();
  await admin.goto(await adminLink());
  await admin.getByRole('button', { name: 'Open the admin page' }).click();
  await expect(admin.getByRole('row', { name: /A first look/ })).toContainText('Ready');
  const audit = await context.newPage();
  await audit.goto('/admin/audit');
  await expect(audit.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(audit.getByRole('row').nth(1)).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      for (const [name, tab] of [
        ['running', page],
        ['admin', admin],
        ['audit', audit],
      ] as const) {
        await tab.setViewportSize(viewport);
        await tab.emulateMedia({ colorScheme });
        await tab.screenshot(shot(`${name}-${colorScheme}-${size}`));
        const { violations } = await new AxeBuilder({ page: tab }).exclude('.xterm').analyze();
        expect(violations.map((v) => `${name}: ${v.id} ${v.nodes[0]?.html}`)).toEqual([]);
      }
    }
  }
  await context.close();
  await page.setViewportSize(SIZES.wide);
  await lesson.choose('End sandbox', 'End sandbox');
  await expect(page.getByRole('alertdialog')).toContainText('You ended it.');
});

test('an admin link works once, and says so', async ({ page, browser }) => {
  const link = await adminLink();
  await page.goto(link);
  await page.getByRole('button', { name: 'Open the admin page' }).click();
  await expect(page.getByRole('heading', { name: 'Sandboxes' })).toBeVisible();
  const other = await (await browser.newContext()).newPage();
  await other.goto(link);
  await other.getByRole('button', { name: 'Open the admin page' }).click();
  await expect(other.getByRole('alert').first()).toContainText('used before');
});

test('a lesson by keyboard alone', async ({ page }) => {
  const lesson = new LessonPage(page);
  await lesson.open('first-steps/a-first-look');
  await page.getByRole('button', { name: 'Start', exact: true }).focus();
  await page.keyboard.press('Enter');
  await lesson.prompt('box');
  await page.locator('.xterm-helper-textarea:visible').first().focus();
  await page.keyboard.type('echo by-keyboard');
  await page.keyboard.press('Enter');
  await expect.poll(() => lesson.screen('box')).toContain('by-keyboard');
  await page.keyboard.press('Control+Shift+Enter');
  const inTerminal = () => page.evaluate(() => document.activeElement?.className.includes('xterm') ?? false);
  await expect.poll(inTerminal).toBe(false);
  await lesson.choose('End sandbox', 'End sandbox');
});
