import { expect, test } from '@playwright/test';
import { LessonPage } from './lesson-page.ts';
import { visit } from './whole-page.ts';

/** The number that commands print on box, by a line of its own: what stood on the screen before may still be there. */
async function printed(lesson: LessonPage, name: string, commands: string): Promise<string> {
  await lesson.type(`echo "${name}=$(${commands})"`);
  const line = new RegExp(`^${name}=(\\d+)$`, 'm');
  await expect.poll(() => lesson.screen('box')).toMatch(line);
  return line.exec(await lesson.screen('box'))?.[1] ?? '';
}

test('a lesson by its solutions: answers, questions, hints that stay, the solution, and what is printed at the end', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const lesson = new LessonPage(page);
  await lesson.open('first-steps/processes-and-signals');
  await expect(page.getByRole('img', { name: /your shell started keeper/ })).toBeVisible();
  await lesson.start('box');

  // Closed until the task before it has passed.
  const number = lesson.task('What is its number?');
  await expect(number).toContainText('First: Start the keeper');
  await expect(number.getByRole('button', { name: /^Check now/ })).toBeDisabled();
  await lesson.type('~/bin/keeper &');
  await lesson.isTask('Start the keeper', 'passed');

  // A wrong answer says what it found; a hint stays open over a reload; the solution may be seen after the try.
  await number.getByRole('textbox', { name: 'PID of keeper' }).fill('1');
  await page.keyboard.press('Enter');
  await expect(number).toContainText('Process 1 is called');
  await number.getByRole('button', { name: 'Hint 1 of 2' }).click();
  await lesson.reload();
  await lesson.prompt('box');
  await expect(number).toContainText('pgrep looks for processes by name');
  await number.getByRole('button', { name: /^Solution/ }).click();
  await page.getByRole('button', { name: 'Show it' }).click();
  await expect(number.getByRole('region', { name: 'Solution' })).toContainText('pgrep -x keeper');
  const pid = await printed(lesson, 'keeper', 'pgrep -x keeper');
  await number.getByRole('textbox', { name: 'PID of keeper' }).fill(pid);
  await number.getByRole('button', { name: 'Answer: PID of keeper' }).click();
  await lesson.isTask('What is its number?', 'passed');

  // A question: wrong, right, and why.
  const parent = lesson.task('Who is whose parent');
  await parent.getByRole('radio').first().check();
  await parent.getByRole('button', { name: 'Answer' }).click();
  await expect(parent).toContainText('Not this.');
  await parent.getByRole('radio').nth(1).check();
  await parent.getByRole('button', { name: 'Answer' }).click();
  await expect(parent).toHaveAttribute('data-kind', 'passed');
  await parent.getByRole('button', { name: /^Why/ }).click();
  await expect(parent).toContainText("A process's parent is the one that started it.");
  const first = lesson.task('Which comes first');
  await first.getByRole('checkbox').first().check();
  await first.getByRole('checkbox').nth(2).check();
  await first.getByRole('button', { name: 'Answer' }).click();
  await expect(first).toHaveAttribute('data-kind', 'passed');

  await lesson.type(`kill ${pid}`);
  await lesson.isTask('Ask it to finish', 'passed');
  await lesson.type('~/bin/stubborn & until [ -s ~/stubborn.pid ]; do sleep 0.1; done; pkill -KILL stubborn');
  await lesson.isTask("End one that won't", 'passed');
  await lesson.type('nice -n 10 ~/bin/counter &');
  await lesson.isTask('Start a nice counter', 'passed');
  await lesson.type('pkill -STOP counter');
  await lesson.isTask('Hold it', 'passed');
  const status = await printed(lesson, 'status', '~/bin/riddle; echo $?');
  await lesson.task('What did it say?').getByRole('textbox').fill(status);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Lesson done' })).toBeVisible();

  // The evidence is one click away.
  await lesson
    .task('Start a nice counter')
    .getByText(/^checked/)
    .click();
  await expect(page.getByRole('dialog')).toContainText('exit code 0');
  await page.keyboard.press('Escape');

  // What lapses says so; what happened once does not.
  await lesson.type('pkill -KILL counter');
  await lesson.isTask('Start a nice counter', 'lapsed');
  await lesson.isTask('Hold it', 'passed');

  // The course knows, and the page to print.
  await visit(page, '/courses/first-steps');
  await expect(page.getByText(/^9 of \d+ tasks done$/)).toBeVisible();
  await page.getByRole('link', { name: 'What you have done, to print' }).click();
  await page.getByRole('textbox', { name: 'Your name, for the print' }).fill('A student');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('A student')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Hold it' })).toContainText(/20\d\d/);
  await page.screenshot({ path: '.sandlot/e2e-results/completion.png', fullPage: true });
});

test('a playground without a lesson', async ({ page }) => {
  test.setTimeout(120_000);
  const lesson = new LessonPage(page);
  await visit(page, '/');
  await page.getByRole('link', { name: 'One machine', exact: true }).click();
  await lesson.start('box');
  await lesson.type('echo free-$((40+2))');
  await expect.poll(() => lesson.screen('box')).toContain('free-42');
  await page.screenshot({ path: '.sandlot/e2e-results/playground.png' });
});
