/** What a quiz asks: its options, or the texts that are right. */
import type { List, ListItem } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { z } from 'zod';
import type { LessonSource } from './lesson-source.ts';
import type { QuizText } from './read-tasks.ts';
import type { QuizAttributes } from './schemas.ts';

const isBox = (item: ListItem): boolean => typeof item.checked === 'boolean';

/** Takes the options out of the quiz's prose; null, and reported, when there is no question. */
export function readQuestion(
  node: ContainerDirective,
  { accept, several }: z.output<typeof QuizAttributes>,
  source: LessonSource,
): QuizText['question'] | null {
  const lists = node.children.filter(
    (child): child is List => child.type === 'list' && child.children.some(isBox),
  );
  const [list, second] = lists;
  const wrong = (at: List | ContainerDirective, message: string, remedy: string) => {
    source.report(at, message, remedy);
    return null;
  };
  if (accept !== undefined) {
    if (list) return wrong(list, 'A quiz has both `accept` and options', 'Keep one of the two.');
    const accepted = accept.split('|').map((text) => text.trim());
    if (accepted.includes(''))
      return wrong(node, 'An accepted answer is empty', 'Write an answer on each side of a `|`.');
    return { form: 'text', accept: accepted };
  }
  if (!list)
    return wrong(
      node,
      'A quiz has no options',
      'Write a list of `- [ ] wrong` and `- [x] right`, or `accept="..."` for a text.',
    );
  if (second) return wrong(second, 'A quiz has two lists of options', 'Put all options into one list.');
  const plain = list.children.find((item) => !isBox(item));
  if (plain) {
    source.report(plain, 'An option has no box', 'Begin it with `[ ]` or `[x]`.');
    return null;
  }
  const options = list.children.map((item, index) => ({
    id: String(index + 1),
    body: source.fragment(item.children),
    right: item.checked === true,
  }));
  const right = options.filter((option) => option.right).length;
  if (right === 0) return wrong(list, 'No option is right', 'Mark each right one with `[x]`.');
  if (right === options.length)
    return wrong(list, 'No option is wrong', 'Add options with `[ ]` that are wrong.');
  node.children = node.children.filter((child) => child !== list);
  return { form: several !== undefined || right > 1 ? 'several' : 'one', options };
}
