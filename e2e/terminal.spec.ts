import { expect, type Page, test } from '@playwright/test';
import { LessonPage } from './lesson-page.ts';
import { brokerPid } from './product-processes.ts';

const LESSON = 'first-steps/a-first-look';

async function started(page: Page): Promise<LessonPage> {
  const lesson = new LessonPage(page);
  await lesson.open(LESSON);
  await lesson.start('box');
  return lesson;
}

/** Opens one more terminal on the only machine, and waits for its prompt. */
async function oneMore(lesson: LessonPage, name: string): Promise<void> {
  await lesson.page.getByRole('button', { name: /^New terminal/ }).click();
  await lesson.prompt(name);
}

test('a reload in the middle of vim brings vim back as it was', async ({ page }) => {
  const lesson = await started(page);
  await lesson.type('PS1="\\$ "; clear; vim -u NONE -N notes');
  await expect.poll(() => lesson.screen('box')).toContain('"notes" [New]');
  await lesson.keys('ifirst line');
  await lesson.press('Enter');
  await lesson.keys('second');
  await expect.poll(() => lesson.screen('box')).toContain('second');
  const before = await lesson.state('box');
  expect(before?.buffer).toBe('alternate');
  await lesson.reload();
  await expect.poll(() => lesson.state('box')).toEqual(before);
  await lesson.keys(' line');
  await lesson.press('Escape');
  await lesson.type(':wq');
  await lesson.prompt('box');
  await lesson.type('cat notes');
  await expect.poll(() => lesson.screen('box')).toMatch(/first line\nsecond line\n/);
  expect((await lesson.state('box'))?.buffer).toBe('normal');
  await lesson.end();
});

test('kill -9 of the broker in the middle of vim, top and make: the same programs go on', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const lesson = await started(page);
  await lesson.type('vim -u NONE -N notes');
  await expect.poll(() => lesson.screen('box')).toContain('"notes" [New]');
  await lesson.keys('iunsaved words');
  await expect.poll(() => lesson.screen('box')).toContain('unsaved words');
  const vim = await lesson.state('box');

  await oneMore(lesson, 'box:2');
  await lesson.type('top -d 0.5');
  await expect.poll(() => lesson.screen('box:2')).toContain('%Cpu');

  await oneMore(lesson, 'box:3');
  await lesson.type(
    'printf \'all:\\n\\t@for i in $$(seq 1 60); do echo step-$$i; sleep 0.2; done; echo made-a""ll\\n\' >Makefile; make',
  );
  await expect.poll(() => lesson.screen('box:3')).toContain('step-3');
  const pids = async () =>
    (await lesson.screen('box:2')).match(/^\s*(\d+) \S+.*\b(vim|top|make)\b/gm)?.length;
  await expect.poll(pids).toBeGreaterThan(0);

  const cut = expect(page.getByText(/Reconnecting/).first()).toBeVisible();
  process.kill(brokerPid(), 'SIGKILL');
  await cut;
  const killedAt = Date.now();
  await expect(page.getByText(/Reconnecting/)).toHaveCount(0, { timeout: 15_000 });
  test.info().annotations.push({ type: 'back after', description: `${Date.now() - killedAt} ms` });

  // make has printed on, and not a line is missing or double.
  await expect.poll(() => lesson.screen('box:3'), { timeout: 40_000 }).toContain('made-all');
  const steps = (await lesson.screen('box:3')).match(/^step-\d+$/gm);
  expect(steps).toEqual(Array.from({ length: 60 }, (_, i) => `step-${i + 1}`));

  // top draws on.
  await lesson.showTab('box 2');
  const clock = async () => /^top - (\S+)/m.exec(await lesson.screen('box:2'))?.[1];
  const shown = await clock();
  expect(shown).toBeTruthy();
  await expect.poll(clock).not.toBe(shown);

  // vim has its words, its screen and its cursor.
  await lesson.showTab('box');
  await expect.poll(() => lesson.state('box')).toEqual(vim);
  await lesson.reload();
  await expect.poll(() => lesson.state('box')).toEqual(vim);
  await lesson.press('Escape');
  await lesson.type(':wq');
  await lesson.prompt('box');
  await lesson.type('cat notes');
  await expect.poll(() => lesson.screen('box')).toMatch(/^unsaved words$/m);
  await lesson.end();
});

test('one terminal in two browsers: the one that typed last sets the size', async ({ page, browser }) => {
  const lesson = await started(page);
  const other = await browser.newContext({ viewport: { width: 900, height: 700 } });
  await other.addCookies(await page.context().cookies());
  const second = new LessonPage(await other.newPage());
  await second.open(LESSON);
  await second.prompt('box');
  await second.type('stty size');
  const size = async (one: LessonPage) => (await one.state('box'))?.size;
  const small = await size(second);
  await expect.poll(() => second.screen('box')).toContain(`${small?.rows} ${small?.cols}`);
  await expect.poll(() => size(lesson)).toEqual(small);
  await expect(page.getByText(/Sized for another window/)).toBeVisible();
  await lesson.type('stty size');
  await expect.poll(() => size(lesson)).not.toEqual(small);
  const large = await size(lesson);
  await expect.poll(() => lesson.screen('box')).toContain(`${large?.rows} ${large?.cols}`);
  await expect.poll(() => size(second)).toEqual(large);
  await expect(page.getByText(/Sized for another window/)).toHaveCount(0);
  await page.screenshot({ path: '.sandlot/e2e-results/two-browsers-active.png' });
  await second.page.screenshot({ path: '.sandlot/e2e-results/two-browsers-other.png' });
  await other.close();
  await lesson.end();
});

test('offline and online again: keys typed meanwhile arrive once, in order', async ({ page, context }) => {
  const lesson = await started(page);
  await lesson.type('cat >typed');
  await lesson.hasMode('box', 'bracketedPasteMode', false);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  const offline = { offline: true, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
  await lesson.type('before');
  await cdp.send('Network.emulateNetworkConditions', offline);
  await expect(page.getByText(/Reconnecting/).first()).toBeVisible();
  await lesson.type('while away');
  await cdp.send('Network.emulateNetworkConditions', { ...offline, offline: false });
  await expect(page.getByText(/Reconnecting/)).toHaveCount(0);
  await lesson.type('after');
  await lesson.press('Control+d');
  await lesson.prompt('box');
  await lesson.type('md5sum typed');
  await expect.poll(() => lesson.screen('box')).toMatch(/^[0-9a-f]{32} {2}typed$/m);
  await lesson.type("cat typed | tr '\\n' ,");
  await expect.poll(() => lesson.screen('box')).toContain('before,while away,after,');
  await lesson.end();
});

test('copy and paste, and a paste of several lines asks first', async ({ page }) => {
  const lesson = await started(page);
  await lesson.type("PS1='$ '; clear; printf 'copy-me-%s\\n' 4711");
  await expect.poll(() => lesson.screen('box')).toContain('copy-me-4711');
  await page.evaluate(() => {
    const terminal = window.__sandlotTerminals?.box;
    const row = Array.from({ length: terminal?.buffer.active.length ?? 0 }, (_, i) => i).find((i) =>
      terminal?.buffer.active.getLine(i)?.translateToString(true).startsWith('copy-me-'),
    );
    terminal?.select(0, row ?? 0, 12);
  });
  await lesson.press('Control+Shift+C');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('copy-me-4711');
  await lesson.type('cat >pasted');
  // bash takes its bracketed paste back when cat begins.
  await lesson.hasMode('box', 'bracketedPasteMode', false);
  await page.evaluate(() => navigator.clipboard.writeText('one\ntwo\nthree\n'));
  await lesson.press('Control+Shift+V');
  const question = page.getByRole('dialog', { name: /Paste 3 lines/ });
  await expect(question).toBeVisible();
  await page.screenshot({ path: '.sandlot/e2e-results/paste-question.png' });
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await lesson.press('Control+Shift+V');
  await question.getByRole('button', { name: 'Paste', exact: true }).click();
  await lesson.press('Control+d');
  await lesson.prompt('box');
  await lesson.type("tr '\\n' , <pasted");
  await expect.poll(() => lesson.screen('box')).toContain('one,two,three,');
  await lesson.end();
});

test('floods: the page answers meanwhile, and Ctrl+C brings the prompt back', async ({ page }) => {
  test.setTimeout(180_000);
  const lesson = await started(page);
  await lesson.type("PS1='$ '; clear; head -c 100M /dev/zero | base64 -w 99 >big");
  await expect.poll(() => lesson.screen('box')).toMatch(/^\$$/);
  for (const flood of ['yes', 'while :; do cat big; done', 'while :; do find /; done 2>&1']) {
    await lesson.type(`clear; ${flood}`);
    await expect.poll(async () => (await lesson.screen('box')).split('\n').length).toBeGreaterThan(1000);
    await page.getByRole('button', { name: /^Theme: / }).click();
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
    const began = Date.now();
    await lesson.press('Control+c');
    await expect.poll(() => lesson.lastLine('box'), { intervals: [50] }).toBe('$');
    test
      .info()
      .annotations.push({ type: `prompt after ^C of ${flood}`, description: `${Date.now() - began} ms` });
  }
  await lesson.end();
});

test('characters that come in pieces are whole, and no sequence holds the page up', async ({ page }) => {
  const lesson = await started(page);
  const pieces = "stty -echo; printf 'a\\342\\200'; read x; printf '\\224z\\n'; stty echo";
  const billions =
    "printf 'x\\033[2147483647b\\033[2147483647L\\033[2147483647S\\033[999;999H\\033[1J\\033[H'";
  await lesson.type(`PS1='$ '; clear; ${billions}; ${pieces}; echo d""one`);
  await expect.poll(() => lesson.screen('box')).toMatch(/(^|\n)a$/);
  await lesson.press('Enter');
  await expect.poll(() => lesson.screen('box')).toMatch(/a\u2014z\ndone\n/);
  await lesson.end();
});
