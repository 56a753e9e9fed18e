/** A product of its own for each file of tests in this folder: with other settings, on a port and data of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { E2E } from '../../playwright.config.ts';
import { enterAdmin } from '../admin-door.ts';

const UP_WITHIN_MS = 90_000;

/** For tests that come after each other: files use it one at a time, beside the common one. */
const origin = `http://127.0.0.1:${Number(new URL(E2E.origin).port) + 1}`;

/**
 * Runs from before the first test of the file until after its last, and its sandboxes end with it. Pages open relative to
 * it. `settings` is asked once `data` is there; what it started ends by `end`.
 */
export function useOwnProduct(
  settings: (data: string) => Promise<Record<string, string>> | Record<string, string>,
  end: () => void = () => {},
): { origin: string } {
  let data: string;
  let product: ChildProcess;
  test.use({ baseURL: origin });

  test.beforeAll(async () => {
    test.setTimeout(UP_WITHIN_MS + 30_000);
    data = mkdtempSync(path.join(tmpdir(), 'sandlot-e2e-'));
    product = spawn(process.execPath, ['apps/cli/src/main.ts', 'up'], {
      cwd: path.resolve(import.meta.dirname, '../..'),
      env: {
        ...process.env,
        SANDLOT_PORT: new URL(origin).port,
        SANDLOT_DATA: data,
        ...(await settings(data)),
      },
      stdio: 'inherit',
    });
    const up = () =>
      fetch(`${origin}/api/health`).then(
        (r) => r.ok,
        () => false,
      );
    await expect.poll(up, { timeout: UP_WITHIN_MS }).toBe(true);
  });

  test.afterAll(async () => {
    test.setTimeout(UP_WITHIN_MS);
    const admin = await enterAdmin({ origin, data });
    await admin('DELETE', '/api/admin/sandboxes');
    product.kill('SIGTERM');
    if (product.exitCode === null) await once(product, 'exit');
    end();
    rmSync(data, { recursive: true, force: true });
  });
  return { origin };
}
