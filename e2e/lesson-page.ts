/** The lesson page as a student uses it: by what is written on it, and by what stands on the terminal. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Terminal } from '@xterm/xterm';
import { reload, visit } from './whole-page.ts';

/** What a terminal shows, down to the cursor. */
export interface ScreenState {
  buffer: 'normal' | 'alternate';
  size: { cols: number; rows: number };
  cursor: { x: number; y: number };
  lines: string[];
}

declare global {
  interface Window {
    /** Declared in terminal-view.tsx of the web app. */
    __sandlotTerminals?: Record<string, Terminal>;
  }
}

export class LessonPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  open(lesson: string): Promise<void> {
    return visit(this.page, `/courses/${lesson}`);
  }

  reload(): Promise<void> {
    return reload(this.page);
  }

  /** Presses Start and waits for the first machine's prompt. */
  async start(machine: string, timeout?: number): Promise<void> {
    await this.page.getByRole('button', { name: 'Start', exact: true }).click();
    await this.prompt(machine, timeout);
  }

  /** The student ends it, and is told so. */
  async end(): Promise<void> {
    await this.choose('End sandbox', 'End sandbox');
    await this.hasEnded('You ended it.');
  }

  async hasEnded(why: string): Promise<void> {
    const ended = this.page.getByRole('alertdialog', { name: 'Your sandbox has ended' });
    await expect(ended).toContainText(why);
  }

  /** All that a machine's terminal has on its screen and above. */
  screen(machine: string): Promise<string> {
    return this.page.evaluate((name) => {
      const buffer = window.__sandlotTerminals?.[name]?.buffer.active;
      if (!buffer) return '';
      const lines = Array.from(
        { length: buffer.length },
        (_, i) => buffer.getLine(i)?.translateToString(true) ?? '',
      );
      return lines.join('\n').trimEnd();
    }, machine);
  }

  /** The last line that is not empty; cheap, however much has been printed. */
  lastLine(machine: string): Promise<string> {
    return this.page.evaluate((name) => {
      const buffer = window.__sandlotTerminals?.[name]?.buffer.active;
      for (let i = (buffer?.length ?? 0) - 1; i >= 0; i -= 1) {
        const line = buffer?.getLine(i)?.translateToString(true);
        if (line) return line.trimEnd();
      }
      return '';
    }, machine);
  }

  async prompt(machine: string, timeout = 60_000): Promise<void> {
    await expect.poll(() => this.screen(machine), { timeout }).toMatch(/[$#]$/);
  }

  /** Types a line into the terminal that is shown. */
  async type(line: string): Promise<void> {
    await this.page.locator('.xterm-helper-textarea:visible').first().focus();
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
  }

  task(title: string): Locator {
    return this.page.getByRole('region', { name: title });
  }

  /** What a task's card says it is: todo, pending, passed, earlier, lapsed, error. */
  async isTask(title: string, kind: string, timeout?: number): Promise<void> {
    await expect(this.task(title)).toHaveAttribute(
      'data-kind',
      kind,
      timeout === undefined ? {} : { timeout },
    );
  }

  /** A mode that a program has set on a terminal: what it has printed for it has come. */
  async hasMode(terminal: string, mode: keyof Terminal['modes'], value: unknown): Promise<void> {
    const is = () =>
      this.page.evaluate(([name, key]) => window.__sandlotTerminals?.[name]?.modes[key], [
        terminal,
        mode,
      ] as const);
    await expect.poll(is).toBe(value);
  }

  /** The screen of a terminal, without what has scrolled away; null when it is not open. */
  state(terminal: string): Promise<ScreenState | null> {
    return this.page.evaluate((name) => {
      const it = window.__sandlotTerminals?.[name];
      if (!it) return null;
      const { active } = it.buffer;
      return {
        buffer: active.type,
        size: { cols: it.cols, rows: it.rows },
        cursor: { x: active.cursorX, y: active.cursorY },
        lines: Array.from(
          { length: it.rows },
          (_, i) => active.getLine(active.baseY + i)?.translateToString(true) ?? '',
        ),
      };
    }, terminal);
  }

  /** Types into the terminal that is shown, without Enter. */
  async keys(text: string): Promise<void> {
    await this.page.locator('.xterm-helper-textarea:visible').first().focus();
    await this.page.keyboard.type(text);
  }

  async press(key: string): Promise<void> {
    await this.page.locator('.xterm-helper-textarea:visible').first().focus();
    await this.page.keyboard.press(key);
  }

  async showTab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  async showMachine(machine: string): Promise<void> {
    await this.page.getByRole('tab', { name: machine }).click();
  }

  async choose(entry: string, confirm: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Reset or end the sandbox' }).click();
    await this.page.getByRole('menuitem', { name: entry }).click();
    await this.page.getByRole('alertdialog').getByRole('button', { name: confirm }).click();
  }
}
