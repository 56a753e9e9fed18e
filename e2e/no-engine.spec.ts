/** A host without an engine: plain lessons run all the same, and the others say why they do not. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { E2E } from '../playwright.config.ts';
import { LessonPage } from './lesson-page.ts';

const root = path.resolve(import.meta.dirname, '..');
const port = Number(new URL(E2E.origin).port) + 1;
const origin = `http://127.0.0.1:${port}`;
let data: string;
let product: ChildProcess;

test.beforeAll(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'sandlot-no-engine-'));
  product = spawn(process.execPath, ['apps/cli/src/main.ts', 'up'], {
    cwd: root,
    env: {
      ...process.env,
      SANDLOT_PORT: String(port),
      SANDLOT_DATA: data,
      SANDLOT_RUNTIME: 'auto',
      DOCKER_HOST: `unix://${data}/no-such-engine.sock`,
    },
    stdio: 'inherit',
  });
  const up = () =>
    fetch(`${origin}/api/health`).then(
      (r) => r.ok,
      () => false,
    );
  await expect.poll(up, { timeout: 60_000 }).toBe(true);
});

test.afterAll(async () => {
  product.kill('SIGTERM');
  if (product.exitCode === null) await once(product, 'exit');
  rmSync(data, { recursive: true, force: true });
});

test('a whole lesson without an engine, each task passing unasked', async ({ page }) => {
  test.setTimeout(180_000);
  const lesson = new LessonPage(page);
  await lesson.open('first-steps/a-first-look', origin);
  await lesson.start('box');
  for (const task of ['card', 'note', 'sort', 'quote', 'culprit', 'clock']) {
    const card = page.locator(`[data-task="${task}"]`);
    await expect(card).toHaveAttribute('data-kind', 'pending');
    const solution = readFileSync(
      path.join(root, `courses/first-steps/a-first-look/solutions/${task}.sh`),
      'utf8',
    );
    for (const line of solution.split('\n').filter((l) => l.trim() !== '' && !l.startsWith('#')))
      await lesson.type(line);
    await expect(card).toHaveAttribute('data-kind', 'passed');
  }
  await page.screenshot({ path: '.sandlot/e2e-results/no-engine.png' });
  await lesson.choose('End sandbox', 'End sandbox');
  await expect(page.getByRole('alertdialog')).toContainText('You ended it.');
});

test('a lesson that this host cannot run says why and what would help, before Start', async ({ page }) => {
  await page.goto(`${origin}/courses/first-steps/meet-your-playground`);
  await expect(page.getByRole('note')).toContainText(/Docker/);
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toHaveCount(0);
  await page.screenshot({ path: '.sandlot/e2e-results/cannot-run.png' });
  await page.goto(origin);
  await expect(page.getByRole('listitem').filter({ hasText: 'Meet your playground' })).toContainText(
    /Docker/,
  );
  const refused = await page.request.post(`${origin}/api/lessons/first-steps/meet-your-playground/start`, {
    headers: { origin },
  });
  expect(refused.status()).toBe(422);
});
