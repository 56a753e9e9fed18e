/** Pages as a student has them who waits for all of one: Chromium drops what it fetches while a network comes or goes. */
import { expect, type Page, type Request } from '@playwright/test';

/** Opens a page of the product; it is whole and has come to life. */
export function visit(page: Page, url: string): Promise<void> {
  return whole(page, () => page.goto(url));
}

/** Loads again what stands in the page. */
export function reload(page: Page): Promise<void> {
  return whole(page, () => page.reload());
}

async function whole(page: Page, load: () => Promise<unknown>): Promise<void> {
  let dropped = 0;
  const count = (request: Request) => {
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') dropped += 1; // the page itself, as it went
  };
  page.on('requestfailed', count);
  await expect(async () => {
    dropped = 0;
    await load();
    await expect(page.getByRole('button', { name: /^Theme: / })).toBeVisible({ timeout: 5_000 });
    expect(dropped).toBe(0);
  }).toPass();
  page.off('requestfailed', count);
}
