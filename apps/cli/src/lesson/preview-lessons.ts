/** `sandlot lesson preview`: serves lessons while they are written, beside everything else of this machine. */
import path from 'node:path';
import { FreshCatalogue, type Problem } from '@sandlot/lesson';
import { Failure } from '../failure.ts';
import { ownRuntime } from '../runtimes.ts';
import { type Options, readSettings } from '../settings.ts';
import { freePortFrom } from '../up/ports.ts';
import { readSecrets } from '../up/secrets.ts';
import { type UpParts, up } from '../up/up.ts';
import { placeOf } from './select-lessons.ts';

const FIRST_PORT = 4310;

/**
 * Serves until it is told to stop, with progress and sandboxes of its own, which are removed at the end. What is wrong
 * with a saved file is said when it comes, and that it is mended. Throws a Failure when it cannot start.
 */
export async function previewLessons(
  options: Options,
  where: string | undefined,
  parts: Pick<UpParts, 'say' | 'stop' | 'stopNow'>,
): Promise<void> {
  const { lessons, host } = readSettings(options);
  const data = options.data ?? path.join(lessons, '.sandlot', 'preview');
  const port = options.port ?? String(await freePortFrom(host, FIRST_PORT));
  // What an author changes must be seen: nothing is made in advance.
  const settings = readSettings({ ...options, data, port }, { ...process.env, SANDLOT_POOL: '0' });
  const catalogue = await FreshCatalogue.open(lessons, { proofShare: 1 });
  await catalogue.proven;
  const told = new ToldProblems(parts.say);
  told.tell(catalogue.current.problems);
  catalogue.onChange(({ catalogue: now, lessons: changed }) => {
    for (const lesson of changed) parts.say(`saved: ${lesson}`);
    told.tell(now.problems);
  });
  try {
    const page = pageOf(catalogue, where);
    parts.say(`Your lesson, once it says that it is ready: http://localhost:${port}${page}`);
    await up(settings, parts);
  } finally {
    await catalogue.close();
    await removeSandboxes(settings);
  }
}

/** The page to open. Throws a Failure when there is no such lesson, and nothing that could become it. */
function pageOf({ current }: FreshCatalogue, where: string | undefined): string {
  if (where === undefined) return '/';
  const lesson = where.replace(/^courses\//, '').replace(/\/+$/, '');
  const broken = current.problems.some(({ file }) => file.startsWith(`courses/${lesson}/`));
  if (!current.lessons.has(lesson) && !broken)
    throw new Failure(
      `There is no lesson ${lesson}. There are: ${[...current.lessons.keys()].join(', ') || 'none'}. Make one: sandlot lesson new ${lesson}`,
    );
  return `/courses/${lesson}`;
}

/** Says each problem once, and when the last one is gone. */
class ToldProblems {
  readonly #say: (line: string) => void;
  #told = new Set<string>();

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  tell(problems: Problem[]): void {
    const now = new Set(problems.map((one) => `✗ ${placeOf(one)}  ${one.message}. ${one.remedy}`));
    for (const line of now) if (!this.#told.has(line)) this.#say(line);
    if (now.size === 0 && this.#told.size > 0) this.#say('✓ Every file can be read again.');
    this.#told = now;
  }
}

async function removeSandboxes(settings: ReturnType<typeof readSettings>): Promise<void> {
  const { instance } = await readSecrets(settings.data, () => {});
  const runtime = await ownRuntime(settings, instance);
  try {
    for (const { id } of await runtime.list()) await runtime.remove(id);
  } finally {
    await runtime.close();
  }
}
