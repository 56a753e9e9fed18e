/** Many terminals of one sandbox: tabs, sides, names, commands of the lesson, recordings, keys for touch screens. */
import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { LessonPage } from './lesson-page.ts';

const ONE = 'first-steps/a-first-look';
const TWO = 'first-steps/meet-your-playground';
const shot = (name: string) => ({ path: `.sandlot/e2e-results/terminals-${name}.png` });

async function started(page: Page, lesson = ONE, machine = 'box'): Promise<LessonPage> {
  const opened = new LessonPage(page);
  await opened.open(lesson);
  await opened.start(machine);
  return opened;
}

const tabs = (page: Page): Promise<string[]> => page.getByRole('tab').allTextContents();
const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name, exact: true });

/** Waits until a terminal's program has the keyboard: its shell forks first, and is itself for a moment. */
async function runs(page: Page, lesson: string, terminal: string, program: string): Promise<void> {
  const { sandbox } = await (await page.request.get(`/api/lessons/${lesson}/state`)).json();
  const path = `/api/sandboxes/${sandbox.id}/terminals/${terminal}`;
  const running = async () => (await (await page.request.get(path)).json()).program;
  await expect.poll(running).toBe(program);
}

async function menu(page: Page, terminal: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `Menu of ${terminal}`, exact: true }).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

test('open, rename, close, reopen; a second browser shows the same tabs', async ({ page, browser }) => {
  const lesson = await started(page);
  await page.getByRole('button', { name: 'New terminal on box' }).click();
  await lesson.prompt('box:2');
  await lesson.type('echo in-the-$((1+1))nd');
  await expect.poll(() => lesson.screen('box:2')).toContain('in-the-2nd');
  expect(await lesson.screen('box')).not.toContain('in-the-2nd');

  // F2 on the tab renames it, here and elsewhere.
  const other = await browser.newContext();
  await other.addCookies(await page.context().cookies());
  const second = await other.newPage();
  await new LessonPage(second).open(ONE);
  await expect.poll(() => tabs(second)).toEqual(['box', 'box 2']);
  await tab(page, 'box 2').focus();
  await page.keyboard.press('F2');
  await page.getByRole('dialog').getByLabel('Name').fill('Logs');
  await page.keyboard.press('Enter');
  for (const one of [page, second]) await expect.poll(() => tabs(one)).toEqual(['box', 'Logs']);

  await tab(second, 'Logs').click();

  // The names and what runs stay over a reload, and so does the tab that was shown.
  await lesson.reload();
  await expect(tab(page, 'Logs')).toHaveAttribute('aria-selected', 'true');
  await expect.poll(() => lesson.screen('box:2')).toContain('in-the-2nd');

  // A program that runs is asked for; Cancel keeps it.
  await lesson.type('sleep 1000');
  await runs(page, ONE, 'box/2', 'sleep');
  await tab(page, 'Logs').focus();
  await page.keyboard.press('Delete');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('sleep runs in it');
  await page.screenshot(shot('close-question'));
  await question.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Menu of Logs' }).click();
  await page.screenshot(shot('menu'));
  await page.getByRole('menuitem', { name: 'Close' }).click();
  await question.getByRole('button', { name: 'Close terminal' }).click();
  for (const one of [page, second]) await expect.poll(() => tabs(one)).toEqual(['box']);

  // Reopened: the name, with a new shell.
  await page.getByRole('button', { name: 'Open a terminal…' }).click();
  await page.getByRole('menuitem', { name: /Reopen Logs/ }).click();
  await lesson.prompt('box:2');
  for (const one of [page, second]) await expect.poll(() => tabs(one)).toEqual(['box', 'Logs']);
  expect(await lesson.screen('box:2')).not.toContain('sleep');
  await other.close();
  await lesson.end();
});

test('a shell that ends leaves its tab; the first one is replaced in place', async ({ page }) => {
  const lesson = await started(page);
  await page.getByRole('button', { name: 'New terminal on box' }).click();
  await lesson.prompt('box:2');
  await lesson.type('exit 3');
  await expect.poll(() => lesson.screen('box:2')).toContain('ended with code 3; press Enter for a new one');
  expect(await tabs(page)).toEqual(['box', 'box 2']);
  await lesson.press('Enter');
  await lesson.prompt('box:2');
  await lesson.type('exit');
  await page.getByRole('button', { name: 'Close tab' }).click();
  await expect.poll(() => tabs(page)).toEqual(['box']);

  await lesson.prompt('box');
  await menu(page, 'box', 'End shell');
  await page.getByRole('button', { name: 'New shell' }).click();
  await lesson.type('echo again-$((6*7))');
  await expect.poll(() => lesson.screen('box')).toContain('again-42');
  await lesson.end();
});

test('the 17th terminal is refused, with the limit', async ({ page }) => {
  test.setTimeout(180_000);
  const lesson = await started(page);
  for (let number = 2; number <= 16; number += 1) {
    await page.getByRole('button', { name: 'New terminal on box' }).click();
    await lesson.prompt(`box:${number}`);
  }
  await page.screenshot(shot('sixteen'));
  await page.getByRole('button', { name: 'New terminal on box' }).click();
  await expect(page.getByText(/16 terminals/)).toBeVisible();
  await expect.poll(() => tabs(page)).toHaveLength(16);
  await lesson.end();
});

test('two sides: split, arrange, move, reload, join', async ({ page }) => {
  const lesson = await started(page, TWO, 'm1');
  await lesson.type('echo on-the-first');
  await expect.poll(() => lesson.screen('m1')).toMatch(/^on-the-first$/m);
  await page.getByRole('button', { name: 'Split the terminals' }).click();
  await lesson.prompt('m2');
  const first = page.getByRole('tablist', { name: 'Terminals, side 1 of 2' });
  const second = page.getByRole('tablist', { name: 'Terminals, side 2 of 2' });
  await expect(first.getByRole('tab')).toHaveText(['m1']);
  await expect(second.getByRole('tab')).toHaveText(['m2']);
  for (const name of ['m1', 'm2']) await expect(page.locator(`[data-terminal="${name}"]`)).toBeVisible();
  const screenful = await lesson.screen('m1');

  await page.getByRole('button', { name: 'Arrange the terminals, m2' }).click();
  await page.getByRole('menuitem', { name: 'Side by side' }).click();
  await page.getByRole('button', { name: 'New terminal on m2' }).last().click();
  await lesson.prompt('m2:2');
  await expect(second.getByRole('tab')).toHaveText(['m2', 'm2 2']);
  await page.screenshot(shot('split-right'));
  await expectAccessible(page, 'split');

  await page.getByRole('button', { name: 'Arrange the terminals, m2 2' }).click();
  await page.getByRole('menuitem', { name: 'Move m2 2 to the other side' }).click();
  await expect(first.getByRole('tab')).toHaveText(['m1', 'm2 2']);
  await lesson.reload();
  await expect(first.getByRole('tab')).toHaveText(['m1', 'm2 2']);
  await expect(second.getByRole('tab')).toHaveText(['m2']);

  await page.getByRole('button', { name: 'Arrange the terminals, m2', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Join into one' }).click();
  await expect.poll(() => tabs(page)).toEqual(['m1', 'm2', 'm2 2']);
  await lesson.showTab('m1');
  await expect.poll(() => lesson.screen('m1')).toContain(screenful.split('\n').at(-2) ?? '-');
  await lesson.end();
});

test('a command of the lesson waits for the prompt, and the student decides', async ({ page }) => {
  const lesson = await started(page);
  const run = page.getByRole('button', { name: 'Run hostname in box', exact: true });
  const bar = page.getByRole('region', { name: 'Waiting for a prompt' });
  await lesson.type("PS1='$ '; clear; cat");
  await runs(page, ONE, 'box/main', 'cat');

  // It waits, and runs when the program has ended.
  await run.click();
  await expect(bar).toContainText('Waiting for cat to end before running hostname');
  await page.screenshot(shot('waiting'));
  await expectAccessible(page, 'waiting');
  await lesson.press('Control+d');
  await expect(bar).toHaveCount(0);
  await expect.poll(() => lesson.screen('box')).toMatch(/\$ hostname\nbox\n\$$/);

  // Cancel: nothing is typed.
  await lesson.type('clear; cat');
  await runs(page, ONE, 'box/main', 'cat');
  await expect.poll(() => lesson.screen('box')).toBe('');
  await run.click();
  await bar.getByRole('button', { name: 'Cancel' }).click();
  await expect(bar).toHaveCount(0);
  await lesson.type('mine');
  await expect.poll(() => lesson.screen('box')).toBe('mine\nmine');

  // Type anyway: the program gets it.
  await run.click();
  await bar.getByRole('button', { name: 'Type anyway' }).click();
  await expect.poll(() => lesson.screen('box')).toBe('mine\nmine\nhostname\nhostname');

  // Ctrl+C and run: the program ends first.
  await run.click();
  await bar.getByRole('button', { name: 'Ctrl+C and run' }).click();
  await expect.poll(() => lesson.screen('box')).toMatch(/\^C\n\$ hostname\nbox\n\$$/);
  await lesson.end();
});

test('a command for a terminal of its own opens it, and Ctrl+C may come first', async ({ page }) => {
  const lesson = await started(page, TWO, 'm1');
  await page.getByRole('button', { name: 'Run in m1 look', exact: true }).click();
  await expect.poll(() => lesson.screen('m1:look')).toMatch(/State\s+Recv-Q/);
  expect(await tabs(page)).toEqual(['m1', 'm1 look', 'm2']);
  expect(await lesson.screen('m1')).not.toContain('ss -ltn');

  await lesson.type('sleep 1000');
  await runs(page, TWO, 'm1/look', 'sleep');
  await page.getByRole('button', { name: 'More ways to run in m1 look' }).click();
  await page.getByRole('menuitem', { name: 'Ctrl+C, then run in m1 look' }).click();
  await expect.poll(async () => (await lesson.screen('m1:look')).match(/Recv-Q/g)?.length).toBe(2);
  expect(await lesson.screen('m1:look')).toContain('^C');
  await lesson.end();
});

test('a recording: on, visible, replayed in the page, downloaded, deleted', async ({ page }) => {
  const lesson = await started(page);
  await menu(page, 'box', 'Recordings…');
  const dialog = page.getByRole('dialog', { name: 'Recordings' });
  await expect(dialog).toContainText(/Nothing recorded yet|kept/);
  await page.keyboard.press('Escape');
  await menu(page, 'box', 'Record');
  const pill = page.getByText(/^Recording \d+:\d\d$/);
  await expect(pill).toBeVisible();
  await lesson.type('echo recorded-$((6*7))');
  await expect.poll(() => lesson.screen('box')).toContain('recorded-42');
  await page.screenshot(shot('recording'));
  await expectAccessible(page, 'recording');
  await page.getByRole('button', { name: 'Stop recording' }).click();
  await expect(pill).toHaveCount(0);

  await menu(page, 'box', 'Recordings…');
  const row = dialog.getByRole('listitem').first();
  await expect(row).toContainText('box');
  await page.screenshot(shot('recordings'));
  await expectAccessible(page, 'recordings');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    row.getByRole('link', { name: /^Download/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/box.*\.cast$/);
  const cast = readFileSync(await download.path(), 'utf8');
  expect(JSON.parse(cast.split('\n')[0] ?? '')).toMatchObject({ version: 2 });
  expect(cast).toContain('recorded-42');
  await row.getByRole('button', { name: /^Replay/ }).click();
  await expect(dialog.locator('.ap-player')).toBeVisible();
  await expect(dialog.locator('.ap-term')).toContainText('recorded-42');
  await page.screenshot(shot('replay'));
  await dialog.getByRole('button', { name: 'All recordings' }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await dialog
    .getByRole('button', { name: /^Delete/ })
    .first()
    .click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(0);
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await lesson.end();
});

test('each window over the terminals, in both schemes and sizes', async ({ page }) => {
  test.setTimeout(180_000);
  const lesson = await started(page);
  // As a student has it who has recorded nothing, and one whom nobody answers.
  let answers = true;
  await page.route('**/api/recordings', (route) =>
    answers ? route.fulfill({ json: { recordings: [] } }) : route.abort(),
  );
  const windows = {
    'Read as text': /as text/,
    'Upload a file…': /^Upload/,
    'Download a file…': /^Download/,
    'Recordings…': /^Recordings/,
    'Preferences…': /^Preferences/,
    'Keyboard…': /^Keyboard/,
    'Rename…': /^Rename/,
  };
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [size, viewport] of Object.entries({
      wide: { width: 1440, height: 900 },
      phone: { width: 360, height: 780 },
    })) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      if (size === 'phone') await page.getByRole('button', { name: 'Terminal', exact: true }).click();
      for (const [entry, name] of Object.entries(windows)) {
        await menu(page, 'box', entry);
        const dialog = page.getByRole('dialog', { name });
        await expect(dialog).toHaveCSS('opacity', '1');
        if (entry === 'Recordings…') await expect(dialog).toContainText('Nothing recorded yet');
        await page.screenshot(shot(`${entry.split(' ')[0]?.replace('…', '')}-${colorScheme}-${size}`));
        await expectAccessible(page, `${entry} ${colorScheme} ${size}`);
        await page.keyboard.press('Escape');
        await expect(dialog).toHaveCount(0);
      }
    }
  }
  answers = false;
  await menu(page, 'box', 'Recordings…');
  await expect(page.getByRole('alert')).toContainText('Sandlot does not answer');
  await page.screenshot(shot('recordings-failed'));
  await expectAccessible(page, 'recordings that cannot be read');
  answers = true;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('dialog')).toContainText('Nothing recorded yet');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1440, height: 900 });
  await lesson.end();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });

  test('the key bar has what the keyboard on the screen lacks', async ({ page }) => {
    const lesson = new LessonPage(page);
    await lesson.open(ONE);
    await page.getByRole('button', { name: 'Terminal', exact: true }).tap();
    await lesson.start('box');
    const key = (name: string) =>
      page.getByRole('toolbar', { name: 'Keys' }).getByRole('button', { name, exact: true });
    await page.screenshot(shot('phone'));
    await expectAccessible(page, 'phone');
    for (const one of await page.getByRole('toolbar', { name: 'Keys' }).getByRole('button').all()) {
      const box = await one.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(40);
      expect(box?.width).toBeGreaterThanOrEqual(38);
    }
    await lesson.keys('cat -v');
    await page.keyboard.press('Enter');
    const focused = () => page.evaluate(() => document.activeElement?.className ?? '');
    for (const name of ['Up', 'Tab', 'Esc', 'End', 'PgDn', '~']) await key(name).tap();
    expect(await focused()).toContain('xterm');
    await page.keyboard.press('Enter');
    await expect.poll(() => lesson.screen('box')).toMatch(/\^\[\[A\s*\^\[\^\[\[F\^\[\[6~~/);

    // Ctrl holds for one key of the keyboard, and is then off.
    await key('Ctrl').tap();
    await expect(key('Ctrl')).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.type('a');
    await expect(key('Ctrl')).toHaveAttribute('aria-pressed', 'false');
    await page.keyboard.type('b');
    await page.keyboard.press('Enter');
    await expect.poll(() => lesson.screen('box')).toMatch(/\^Ab\n\^Ab/);

    // Touched twice it stays: ^C ends cat, and the next one too.
    await key('Ctrl').evaluate((button: HTMLElement) => {
      for (let touch = 1; touch <= 2; touch += 1) button.click(); // Playwright's taps may come too far apart
    });
    await expect(key('Ctrl, locked')).toBeVisible();
    await page.keyboard.type('c');
    await lesson.prompt('box');
    await expect(key('Ctrl, locked')).toBeVisible();
    await key('Ctrl, locked').tap();

    // A program that asks for it gets the other form of the arrows.
    await lesson.keys("printf '\\033[?1h'; cat -v");
    await page.keyboard.press('Enter');
    await lesson.hasMode('box', 'applicationCursorKeysMode', true);
    await key('Left').tap();
    await page.keyboard.press('Enter');
    await expect.poll(() => lesson.screen('box')).toContain('^[OD');
    await expect(page.getByRole('button', { name: 'Split the terminals' })).toHaveCount(0);
    await lesson.end();
  });
});
