/** A student who knows the answers: does a lesson from Start to its end, by its solutions, in the browser alone. */
import path from 'node:path';
import { expect } from '@playwright/test';
import { type CheckTask, loadCatalogue, type QuizTask } from '@sandlot/lesson';
import { LessonState } from '@sandlot/protocol';
import { attemptSteps, scriptEnvironment } from '@sandlot/sandbox';
import type { LessonPage } from './lesson-page.ts';

const PASSES_WITHIN_MS = 90_000;
/** Nodes of a cluster on a busy host, too. */
const STARTS_WITHIN_MS = 300_000;

/** Throws when there is no such lesson, or a task does not pass. Opens the page, and leaves it at the lesson's end. */
export async function walkLesson(page: LessonPage, name: string): Promise<void> {
  const { lessons, playgrounds } = await loadCatalogue(path.resolve(import.meta.dirname, '..'));
  const lesson = lessons.get(name);
  const [machine] = playgrounds.get(lesson?.playground ?? '')?.machines ?? [];
  if (!lesson || !machine) throw new Error(`there is no lesson ${name}`);
  await page.open(name);
  await page.start(machine.name, STARTS_WITHIN_MS);
  const walk = new Walk(page, await valuesIn(page, name));
  for (const task of lesson.tasks) {
    if (task.kind === 'quiz') await walk.answer(task);
    else await walk.solve(task);
    await page.isTask(task.title, 'passed', PASSES_WITHIN_MS);
  }
  // All are looked at once more, and what a solution shook for a moment must have settled.
  await expect(page.page.getByRole('region', { name: 'Lesson done' })).toBeVisible({
    timeout: PASSES_WITHIN_MS,
  });
}

async function valuesIn({ page }: LessonPage, name: string): Promise<Record<string, string>> {
  const answer = await page.request.get(`/api/lessons/${name}/state`);
  return LessonState.parse(await answer.json()).values;
}

class Walk {
  readonly #page: LessonPage;
  readonly #exports: string;
  /** Each answer has a mark of its own: the last one still stands on the screen. */
  #asked = 0;

  constructor(page: LessonPage, values: Record<string, string>) {
    this.#page = page;
    this.#exports = Object.entries(scriptEnvironment('', [], values))
      .filter(([key]) => key !== 'MACHINE')
      .map(([key, value]) => `export ${key}='${value}'`)
      .join('; ');
  }

  async answer({ title, question }: QuizTask): Promise<void> {
    const card = this.#page.task(title);
    if (question.form === 'text') await card.getByRole('textbox').fill(question.accept[0] ?? '');
    else {
      const role = question.form === 'one' ? 'radio' : 'checkbox';
      for (const [index, { right }] of question.options.entries())
        if (right) await card.getByRole(role).nth(index).check();
    }
    await card.getByRole('button', { name: 'Answer' }).click();
  }

  /** What stands in the solution is typed on the task's machine, in one line. */
  async solve({ title, machine, solution, answers }: CheckTask): Promise<void> {
    await this.#page.showMachine(machine);
    await this.#page.prompt(machine);
    for (const step of attemptSteps(solution)) {
      if ('reset' in step) await this.#reset(step.reset);
      else if ('run' in step) await this.#page.type(this.#line(step.run));
      else {
        const label = answers.find(({ id }) => id === step.answer)?.label ?? '';
        await this.#fill(title, label, await this.#said(machine, step.command));
      }
    }
  }

  async #reset(machine: string): Promise<void> {
    await this.#page.choose(`Reset ${machine}`, 'Reset');
    await this.#page.prompt(machine, STARTS_WITHIN_MS);
  }

  /** What a command prints. */
  async #said(machine: string, command: string): Promise<string> {
    this.#asked += 1;
    await this.#page.type(`printf '%s<%s>\\n' said-${this.#asked} "$(${this.#line(command)})"`);
    const said = new RegExp(`said-${this.#asked}<([^>]*)>`);
    const found = async () => said.exec(await this.#page.screen(machine))?.[1]?.trim() ?? '';
    await expect.poll(found, { timeout: PASSES_WITHIN_MS }).not.toBe('');
    return found();
  }

  async #fill(title: string, label: string, text: string): Promise<void> {
    const field = this.#page.task(title).getByRole('textbox', { name: label });
    await field.fill(text);
    await field.press('Enter');
  }

  #line(script: string): string {
    const encoded = Buffer.from(`${this.#exports}\n${script}`).toString('base64');
    return `eval "$(echo ${encoded} | base64 -d)"`;
  }
}
