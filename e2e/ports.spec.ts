/** A student's own server, seen in a browser tab of its own. */
import { expect, type Page, test } from '@playwright/test';
import { LessonPage } from './lesson-page.ts';

/** The tab that a click opens. */
async function opened(page: Page, click: () => Promise<void>): Promise<Page> {
  const [tab] = await Promise.all([page.waitForEvent('popup'), click()]);
  return tab;
}

test('a port is opened from the lesson, shows what is served there, and is nobody else’s', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  const lesson = new LessonPage(page);
  await lesson.open('first-steps/meet-your-playground');
  const serve = lesson.task('Serve a page from m1 to m2');
  await expect(serve.getByRole('button', { name: 'm1:8000' })).toBeDisabled();
  await lesson.start('m1');

  // Nothing there yet: the page says so, and shows what is served once it is.
  const link = serve.getByRole('link', { name: 'Open port 8000 of m1, in a new tab' });
  const tab = await opened(page, () => link.click());
  await expect(tab.getByRole('heading', { name: 'Nothing answers on port 8000 of m1' })).toBeVisible();
  await expect(tab.getByText('ss -ltn')).toBeVisible();
  await lesson.type(
    "mkdir -p ~/shop && cd ~/shop && echo '<h1>Hello from m1</h1>' >index.html && python3 -m http.server 8000 --bind 127.0.0.1",
  );
  await expect(tab.getByRole('heading', { name: 'Hello from m1' })).toBeVisible();
  const url = new URL(tab.url());
  expect(url.hostname).toMatch(/^m1-8000-[0-9a-f]{24}\.localhost$/);
  expect(url.pathname + url.search).toBe('/');
  expect(await tab.evaluate(() => [window.opener, document.cookie])).toEqual([null, '']);

  // The address alone opens nothing, and the site is not to be had there.
  const stranger = await (await browser.newContext()).newPage();
  expect((await stranger.goto(tab.url()))?.status()).toBe(403);
  await expect(stranger.getByRole('heading', { name: 'Open this from the lesson' })).toBeVisible();
  await stranger.context().close();
  expect((await tab.goto(new URL('/api/health', tab.url()).href))?.status()).toBe(404);

  // Any port, of any machine.
  await page.getByRole('button', { name: 'Open a port of m1' }).click();
  const form = page.getByRole('dialog', { name: 'Open a port' });
  await form.getByRole('textbox', { name: 'Port' }).fill('99999');
  await form.getByRole('button', { name: 'Open in a new tab' }).click();
  await expect(form.getByRole('alert')).toHaveText('A port is a whole number from 1 to 65535.');
  await page.screenshot({ path: '.sandlot/e2e-results/open-port.png' });
  await form.getByRole('combobox', { name: 'Machine' }).selectOption('m2');
  await form.getByRole('textbox', { name: 'Port' }).fill('22');
  const second = await opened(page, () => form.getByRole('button', { name: 'Open in a new tab' }).click());
  await expect(second.getByRole('heading', { name: 'Port 22 of m2 gave no page' })).toBeVisible();
  await second.close();

  // A reset takes the server with it; the end takes the address.
  await tab.goto(url.href);
  await lesson.choose('Reset machine m1', 'Reset m1');
  await expect(async () => {
    await tab.reload(); // a browser drops what it fetches while a machine's network goes and comes
    await expect(tab.getByRole('heading', { name: 'Nothing answers on port 8000 of m1' })).toBeVisible({
      timeout: 2_000,
    });
  }).toPass();
  await expect(tab.getByRole('link', { name: 'Back to the lesson' })).toHaveAttribute(
    'href',
    new URL('/courses/first-steps/meet-your-playground', page.url()).href,
  );
  await lesson.end();
  await expect(async () => {
    await tab.reload();
    await expect(tab.getByRole('heading', { name: 'This sandbox has ended' })).toBeVisible({
      timeout: 2_000,
    });
  }).toPass();
});
