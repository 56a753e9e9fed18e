/**
 * What a list shows of a lesson, from the text of its lesson.md: the front matter, and ids and titles of tasks. Reads no
 * markdown, which costs some hundred times as much. Knows no file system.
 */
import { openingsOf } from './nest-directives.ts';
import { parseYaml } from './parse-yaml.ts';
import { LessonFrontMatter } from './schemas.ts';
import type { LessonHead } from './types.ts';

export type Outline = Omit<LessonHead, 'path' | 'course' | 'slug'>;

const FRONT = /^---[ \t]*\n([\s\S]*?)\n---[ \t]*(?:\n|$)/;
const TASK = /^:{3,}(task|quiz)\{(.*)\}$/;
const ATTRIBUTE =
  /[ \t]*(?:#([a-z][a-z0-9-]*)|([a-z]+)(?:=(?:"([^"]*)"|'([^']*)'|([a-z0-9]+)))?)(?=[ \t]|$)/y;
/** What markdown takes for more than it is: braces of variables, what stands for a character, and our own marks. */
const SPECIAL = /\{\{|&[#\w]|\\|[\ufdd0-\ufdef\r]/;

/**
 * The same as a whole reading of a sound lesson gives. Null when only that can tell: the front matter has a mistake, or
 * a task is written in a way that is not plain. A lesson with a mistake further down may still have an outline.
 */
export function readOutline(text: string): Outline | null {
  const front = FRONT.exec(text)?.[1];
  if (front === undefined || SPECIAL.test(front)) return null;
  const parsed = parseYaml(front, LessonFrontMatter, '');
  if ('problems' in parsed) return null;
  const tasks: LessonHead['tasks'] = [];
  for (const { written } of openingsOf(text)) {
    if (!/^:{3,}(task|quiz)\b/.test(written)) continue;
    const task = readOpening(written);
    if (task === null) return null;
    tasks.push(task);
  }
  const { title, summary, level, minutes, playground } = parsed.value;
  return { title, summary, level, minutes, playground, tasks };
}

function readOpening(written: string): LessonHead['tasks'][number] | null {
  const [, name, attributes] = TASK.exec(written) ?? [];
  if (attributes === undefined || SPECIAL.test(attributes)) return null;
  const found = new Map<string, string>();
  ATTRIBUTE.lastIndex = 0;
  while (ATTRIBUTE.lastIndex < attributes.trimEnd().length) {
    const [, short, key = 'id', double, single, bare] = ATTRIBUTE.exec(attributes) ?? [];
    const value = short ?? double ?? single ?? bare ?? '';
    // A key that comes twice, or a place that no attribute matches.
    if (found.has(key) || ATTRIBUTE.lastIndex === 0) return null;
    found.set(key, value);
  }
  const [id, title] = [found.get('id'), found.get('title')?.trim()];
  return id && title ? { kind: name === 'quiz' ? 'quiz' : 'check', id, title } : null;
}
