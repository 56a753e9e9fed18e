/** The one-time link, as an admin gets it: from the command line. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page } from '@playwright/test';
import { E2E } from '../playwright.config.ts';
import { visit } from './whole-page.ts';

const root = path.resolve(import.meta.dirname, '..');

/** Where a product that runs is reached, and its data. */
type Product = { origin: string; data: string };

/** A fresh one-time link of the running product. */
export async function adminLink({ origin, data }: Product = E2E): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['apps/cli/src/main.ts', 'admin', 'link'], {
    cwd: root,
    env: { ...process.env, SANDLOT_DATA: data, SANDLOT_PORT: new URL(origin).port },
  });
  const link = /https?:\/\/\S+\/admin\/enter#\S+/.exec(stdout)?.[0];
  if (!link) throw new Error(`no link in: ${stdout}`);
  return link;
}

/** Enters in the browser, as often as it takes: a link is used up even by an answer that gets lost. */
export async function becomeAdmin(page: Page): Promise<void> {
  await expect(async () => {
    await visit(page, await adminLink());
    await page.getByRole('button', { name: 'Open the admin page' }).click();
    await expect(page.getByRole('heading', { name: 'Sandboxes' })).toBeVisible({ timeout: 5_000 });
  }).toPass();
}

/** Asks the admin API as an admin without a browser. */
export async function enterAdmin(
  product: Product = E2E,
): Promise<(method: string, url: string) => Promise<unknown>> {
  const { origin } = product;
  const token = new URL(await adminLink(product)).hash.slice(1);
  const headers = { origin, 'content-type': 'application/json' };
  const entered = await fetch(`${origin}/api/admin/enter`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token }),
  });
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return async (method, url) =>
    (await fetch(`${origin}${url}`, { method, headers: { origin, cookie } })).json();
}
