import { expect, test } from '@playwright/test';
import { becomeAdmin } from './admin-door.ts';
import { LessonPage } from './lesson-page.ts';
import { visit } from './whole-page.ts';

const HELLO = 'Say which machine you are on';

test('from the catalogue to a passed task, a reload, a reset, and the end by an admin', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  const lesson = new LessonPage(page);
  await visit(page, '/');
  await page.getByRole('link', { name: /Meet your playground/ }).click();
  await lesson.start('m1');

  // Wrong: not yet, with the reason.
  await lesson.type('echo m2 > ~/hello');
  await lesson.isTask(HELLO, 'pending');
  await expect(lesson.task(HELLO)).toContainText('~/hello holds "m2", but this machine is called m1.');
  await page.screenshot({ path: '.sandlot/e2e-results/not-yet.png' });

  // Right: passes unasked. How soon, bench/green.ts says.
  await lesson.type('hostname > ~/hello');
  await lesson.isTask(HELLO, 'passed');
  await lesson.type('MARK=41');

  // A reload: the same shell, the task still passed.
  await lesson.reload();
  await lesson.prompt('m1');
  await lesson.type('echo mark=$((MARK+1))');
  await expect.poll(() => lesson.screen('m1')).toContain('mark=42');
  await lesson.isTask(HELLO, 'passed');

  // Across machines.
  await lesson.type('ssh m2 "echo $(hostname -I) > /tmp/from-m1"');
  await expect(page.locator('[data-task="reach"]')).toHaveAttribute('data-kind', 'passed');
  await lesson.prompt('m1');
  await page.locator('[data-task="reach"]').scrollIntoViewIfNeeded();
  // The README's picture is taken anew with SANDLOT_PICTURE=docs/lesson.png.
  await page.screenshot({ path: process.env.SANDLOT_PICTURE ?? '.sandlot/e2e-results/passed.png' });

  // A reset: clean machines, the next generation.
  await lesson.choose('Reset all machines', 'Reset all');
  await expect.poll(() => lesson.screen('m1'), { timeout: 30_000 }).not.toContain('mark=42');
  await lesson.prompt('m1');
  await lesson.type('ls -a ~ && echo clean');
  await expect.poll(() => lesson.screen('m1')).toMatch(/^clean$/m);
  expect(await lesson.screen('m1')).not.toContain('hello');
  await lesson.isTask(HELLO, 'lapsed');
  await expect(page.locator('[data-task="reset"]')).toHaveAttribute('data-kind', 'passed', {
    timeout: 60_000,
  });

  // An admin removes it, and the student is told why.
  const admin = await (await browser.newContext()).newPage();
  await becomeAdmin(admin);
  const row = admin.getByRole('row', { name: /Meet your playground/ });
  await expect(row).toContainText('Ready');
  await row.getByRole('button', { name: /^Remove/ }).click();
  await admin
    .getByRole('alertdialog')
    .getByRole('button', { name: /Remove/ })
    .click();
  await expect(row).toHaveCount(0);
  await lesson.hasEnded('An admin removed it.');
  await admin.getByRole('link', { name: 'Audit' }).click();
  await expect(admin.getByRole('row', { name: /sandbox\.remove|Removed/i }).first()).toBeVisible();

  // What was passed is kept: hello, reach, and the reset itself.
  await visit(page, '/');
  await expect(page.getByRole('listitem').filter({ hasText: 'Meet your playground' })).toContainText(
    '3 of 5',
  );
});

test('two tabs of one student are one sandbox and one shell', async ({ page, context }) => {
  const first = new LessonPage(page);
  await first.open('first-steps/a-first-look');
  await first.start('box');
  await first.type('echo from-the-first');
  const second = new LessonPage(await context.newPage());
  await second.open('first-steps/a-first-look');
  await expect.poll(() => second.screen('box')).toContain('from-the-first');
  await second.type('echo from-the-second');
  await expect.poll(() => first.screen('box')).toContain('from-the-second');
  await first.end();
  await second.hasEnded('You ended it.');
});

test('a cut line comes back by itself, and nothing is lost', async ({ page, context }) => {
  const lesson = new LessonPage(page);
  await lesson.open('first-steps/a-first-look');
  await lesson.start('box');
  await lesson.type('for i in $(seq 1 6); do echo tick-$i; sleep 0.5; done; echo all-$((6*7))');
  await expect.poll(() => lesson.screen('box')).toContain('tick-1\n');
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  const offline = { offline: true, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
  await cdp.send('Network.emulateNetworkConditions', offline);
  await cdp.send('Network.emulateNetworkConditions', { ...offline, offline: false });
  await expect.poll(() => lesson.screen('box')).toContain('all-42');
  const ticks = (await lesson.screen('box')).match(/^tick-\d$/gm);
  expect(ticks).toEqual(['tick-1', 'tick-2', 'tick-3', 'tick-4', 'tick-5', 'tick-6']);
  await lesson.end();
});

test('click to run types into the terminal', async ({ page }) => {
  const lesson = new LessonPage(page);
  await lesson.open('first-steps/a-first-look');
  await lesson.start('box');
  const run = page.getByRole('button', { name: /^Run .* in box$/ }).first();
  const command = /^Run ([\s\S]*) in box$/.exec((await run.getAttribute('aria-label')) ?? '')?.[1] ?? '';
  await run.click();
  await expect.poll(() => lesson.screen('box')).toContain(command.split('\n')[0]?.trim());
  await lesson.end();
});
