/** The one-time link, as an admin gets it: from the command line. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { E2E } from '../playwright.config.ts';

const root = path.resolve(import.meta.dirname, '..');

/** A fresh one-time link of the running product. */
export async function adminLink(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['apps/cli/src/main.ts', 'admin', 'link'], {
    cwd: root,
    env: { ...process.env, SANDLOT_DATA: E2E.data, SANDLOT_PORT: new URL(E2E.origin).port },
  });
  const link = /https?:\/\/\S+\/admin\/enter#\S+/.exec(stdout)?.[0];
  if (!link) throw new Error(`no link in: ${stdout}`);
  return link;
}

/** Asks the admin API as an admin without a browser. */
export async function enterAdmin(): Promise<(method: string, url: string) => Promise<unknown>> {
  const token = new URL(await adminLink()).hash.slice(1);
  const headers = { origin: E2E.origin, 'content-type': 'application/json' };
  const entered = await fetch(`${E2E.origin}/api/admin/enter`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token }),
  });
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return async (method, url) =>
    (await fetch(`${E2E.origin}${url}`, { method, headers: { origin: E2E.origin, cookie } })).json();
}
