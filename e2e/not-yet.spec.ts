/** A host that has just been started and does not know yet how to run Docker inside a sandbox. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { E2E } from '../playwright.config.ts';
import { HeldEngine } from './held-engine.ts';
import { LessonPage } from './lesson-page.ts';

const root = path.resolve(import.meta.dirname, '..');
const port = Number(new URL(E2E.origin).port) + 2;
const origin = `http://127.0.0.1:${port}`;
let data: string;
let engine: HeldEngine;
let product: ChildProcess;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  data = mkdtempSync(path.join(tmpdir(), 'sandlot-not-yet-'));
  engine = await HeldEngine.start(`${data}/engine.sock`);
  product = spawn(process.execPath, ['apps/cli/src/main.ts', 'up'], {
    cwd: root,
    env: {
      ...process.env,
      SANDLOT_PORT: String(port),
      SANDLOT_DATA: data,
      SANDLOT_RUNTIME: 'docker',
      SANDLOT_POOL: '0',
      DOCKER_HOST: `unix://${data}/engine.sock`,
    },
    stdio: 'inherit',
  });
  const up = () =>
    fetch(`${origin}/api/health`).then(
      (r) => r.ok,
      () => false,
    );
  await expect.poll(up, { timeout: 90_000 }).toBe(true);
});

test.afterAll(async () => {
  engine.letGo();
  product.kill('SIGTERM');
  if (product.exitCode === null) await once(product, 'exit');
  engine.stop();
  rmSync(data, { recursive: true, force: true });
});

test('Start shows by itself once the host has been looked at', async ({ page }) => {
  test.setTimeout(240_000);
  const start = page.getByRole('button', { name: 'Start', exact: true });
  await page.goto(origin);
  await expect(page.getByRole('listitem').filter({ hasText: 'still finding out' }).first()).toContainText(
    'Not yet.',
  );
  await new LessonPage(page).open('containers/a-container-taken-apart', origin);
  await expect(page.getByRole('status').filter({ hasText: 'still finding out' })).toContainText(
    'Start shows here as soon as it has',
  );
  await expect(start).toHaveCount(0);
  await page.screenshot({ path: '.sandlot/e2e-results/not-yet.png' });
  engine.letGo();
  await expect(start).toBeVisible({ timeout: 180_000 });
});
