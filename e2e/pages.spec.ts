import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { adminLink, becomeAdmin } from './admin-door.ts';
import { LessonPage } from './lesson-page.ts';
import { visit } from './whole-page.ts';

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
          await visit(page, url);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          // The divider knows its place once the page has come to life.
          if (name === 'lesson' && size === 'wide') {
            await expect(page.getByRole('separator')).toHaveAttribute('aria-valuenow', /./);
          }
          await page.screenshot(shot(`${name}-${scheme}-${size}`));
          await expectAccessible(page, name);
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
  await becomeAdmin(admin);
  await expect(admin.getByRole('row', { name: /A first look/ })).toContainText('Ready');
  const audit = await context.newPage();
  await visit(audit, '/admin/audit');
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
        await expectAccessible(tab, name);
      }
    }
  }
  await context.close();
  await page.setViewportSize(SIZES.wide);
  await lesson.end();
});

test('a page that lost a script on its way loads again by itself, and not for ever', async ({ page }) => {
  let loads = 0;
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads += 1;
  });
  // Fetched by the test, not by the browser: no network that comes or goes meanwhile adds a load.
  await page.route('**/*', async (route) => route.fulfill({ response: await route.fetch() }));
  const script = /\/_next\/static\/.*\.js/;
  let lost = '';
  await page.route(script, (route) => {
    lost ||= route.request().url();
    return route.request().url() === lost ? route.abort('connectionreset') : route.fallback();
  });
  await page.goto('/');
  await expect.poll(() => loads).toBe(4);
  await page.waitForLoadState('load');
  await page.unroute(script);
  await expect(page.getByRole('button', { name: /^Theme: / })).toHaveCount(0);
  // The next one is whole, and counts anew.
  await page.goto('/');
  await expect(page.getByRole('button', { name: /^Theme: / })).toBeVisible();
  await page.route(script, (route) => route.abort('connectionreset'), { times: 1 });
  await page.goto('/');
  await expect(page.getByRole('button', { name: /^Theme: / })).toBeVisible();
  await expect.poll(() => loads).toBe(7);
});

test('a diagram is drawn although each of its scripts was lost on its way, and again', async ({ page }) => {
  const path = '/courses/first-steps/processes-and-signals';
  const drawn = page.getByRole('img', { name: /your shell started keeper/ });
  // What comes with the page has another remedy.
  const whole = await (await page.request.get(path)).text();
  const known = new Set(whole.match(/[\w-]+\.js\b/g));
  const lost = new Map<string, number>();
  await page.route(/\/_next\/static\/.*\.js/, (route) => {
    const name = route.request().url().split('/').at(-1) ?? '';
    const times = lost.get(name) ?? 0;
    if (known.has(name) || times === 2) return route.continue();
    lost.set(name, times + 1);
    return route.abort('connectionreset');
  });
  await page.goto(path);
  await expect(drawn).toBeVisible();
  await expect(page.getByText('could not be drawn')).toHaveCount(0);
  expect(lost.size).toBeGreaterThan(1);
});

test('a diagram is drawn again as its room changes, and never gone', async ({ page }) => {
  await visit(page, '/courses/first-steps/processes-and-signals');
  const drawing = page.getByRole('img', { name: /your shell started keeper/ }).locator('svg');
  const fresh = drawing.and(page.locator(':not([data-seen])'));
  for (const width of [1400, 1100, 390, 1440]) {
    await expect(fresh).toBeVisible();
    await drawing.evaluate((svg) => svg.setAttribute('data-seen', ''));
    await page.setViewportSize({ width, height: 900 });
  }
  await expect(fresh).toBeVisible();
});

test('an admin link works once, and says so', async ({ page, browser }) => {
  const other = await (await browser.newContext()).newPage();
  await expect(async () => {
    const link = await adminLink();
    await visit(page, link);
    await page.getByRole('button', { name: 'Open the admin page' }).click();
    await expect(page.getByRole('heading', { name: 'Sandboxes' })).toBeVisible({ timeout: 5_000 });
    await visit(other, link);
  }).toPass();
  await expect(async () => {
    await other.getByRole('button', { name: 'Open the admin page' }).click();
    await expect(other.getByRole('alert').first()).toContainText('used before', { timeout: 5_000 });
  }).toPass();
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
  await lesson.end();
});
