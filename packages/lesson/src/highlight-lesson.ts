import { proseOf } from './prose-of.ts';
import type { Lesson, Playground } from './types.ts';
import { variableNames } from './variable-names.ts';

const done = new WeakSet<Lesson>();

/**
 * Colours the fences of all prose of a lesson, once; `playground` is the lesson's. Loads the grammars when first
 * called: a program that draws no page goes without.
 */
export async function highlightLesson(lesson: Lesson, playground: Playground | null): Promise<void> {
  const { highlight } = await import('./highlight.ts');
  if (done.has(lesson)) return;
  done.add(lesson);
  const names = variableNames(lesson.variables, playground);
  for (const tree of [lesson.body, ...lesson.tasks.flatMap(proseOf)]) highlight(tree, names);
}
