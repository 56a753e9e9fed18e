/** A lesson's markdown -> its parts, or everything that is wrong with it. Knows no file system. */
import type { Root as Body } from 'hast';
import type { Definition, Nodes, Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { z } from 'zod';
import { LessonSource } from './lesson-source.ts';
import { didYouMean, list } from './nearest.ts';
import { type Nested, nestDirectives } from './nest-directives.ts';
import { type Place, parseYaml } from './parse-yaml.ts';
import { readInline } from './read-directives.ts';
import { readFences } from './read-fences.ts';
import { type CheckText, type QuizText, readTasks } from './read-tasks.ts';
import { readVariables, restoreMarks } from './read-variables.ts';
import { LessonFrontMatter } from './schemas.ts';
import { toBody } from './to-body.ts';
import type { CheckTask, Playground, Problem, QuizTask } from './types.ts';
import { VariableMarks } from './variable-marks.ts';
import { variableNames } from './variable-names.ts';

/** What the text alone says of a lesson. */
export interface LessonText extends z.output<typeof LessonFrontMatter> {
  body: Body;
  /** Where it shows the files of images/. */
  pictures: (Place & { name: string })[];
  tasks: (
    | (Omit<CheckText, 'hints'> & Pick<CheckTask, 'hints'>)
    | (Omit<QuizText, 'hints' | 'question' | 'explanation'> &
        Pick<QuizTask, 'hints' | 'question' | 'explanation'>)
  )[];
}

/** By name; null for one that is there and could not be read. */
export type KnownPlaygrounds = ReadonlyMap<string, Playground | null>;

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter).use(remarkDirective).freeze();

/** Reads the text of a lesson.md; `file` is what problems call it. Never throws, whatever the text. */
export function parseLesson(
  text: string,
  file: string,
  playgrounds: KnownPlaygrounds,
): { lesson: LessonText } | { problems: Problem[] } {
  const marks = new VariableMarks();
  // A byte order mark is no text, and the markdown parser leaves it out: places must be those that it sees.
  const nested = nestDirectives(marks.mark(text.replace(/^\uFEFF/, '')));
  const source = new LessonSource(file, nested, marks);
  const tree = parser.parse(nested.text);
  restoreMarks(tree, source);
  const front = readFrontMatter(tree, file, playgrounds, source);
  reportFences(tree, nested, source);
  source.definitions = definitionsOf(tree);
  readFences(tree, source);
  readInline(tree, source);
  readVariables(tree, source);
  const tasks = readTasks(tree, source);
  if (front === null || source.problems.length > 0) return { problems: inOrder(source.problems) };
  return {
    lesson: {
      ...front,
      body: toBody(tree),
      pictures: source.pictures,
      tasks: tasks.map(drawn),
    },
  };
}

function drawn(task: CheckText | QuizText): LessonText['tasks'][number] {
  const hints = task.hints.map(toBody);
  if (task.kind === 'check') return { ...task, hints };
  const { question } = task;
  return {
    ...task,
    hints,
    explanation: task.explanation && toBody(task.explanation),
    question:
      question.form === 'text'
        ? question
        : {
            ...question,
            options: question.options.map((option) => ({ ...option, body: toBody(option.body) })),
          },
  };
}

function readFrontMatter(
  tree: Root,
  file: string,
  playgrounds: KnownPlaygrounds,
  source: LessonSource,
): z.output<typeof LessonFrontMatter> | null {
  const node = tree.children[0];
  if (node?.type !== 'yaml') {
    const keys = list(Object.keys(LessonFrontMatter.shape));
    source.reportAt(
      { line: 1, column: 1 },
      'The front matter is missing',
      `Start the file with a line \`---\`, then ${keys}, then \`---\` again.`,
    );
    return null;
  }
  const parsed = parseYaml(node.value, LessonFrontMatter, file, 2);
  if ('problems' in parsed) {
    source.problems.push(...parsed.problems);
    return null;
  }
  const name = parsed.value.playground;
  const playground = playgrounds.get(name);
  if (!playground) {
    const known = [...playgrounds.keys()];
    const [message, remedy] =
      playground === null
        ? [`The playground \`${name}\` can't be read`, `Mend playgrounds/${name}.yaml first.`]
        : [
            `There is no playground \`${name}\``,
            `${didYouMean(name, known)}Add playgrounds/${name}.yaml, or take one of ${list(known)}.`,
          ];
    source.reportAt(parsed.place(['playground']), message, remedy);
  } else {
    source.playground = name;
    source.machines = playground.machines.map((machine) => machine.name);
    source.variables = variableNames(parsed.value.variables, playground);
  }
  return parsed.value;
}

/** Openings and closings that lack a partner, or that markdown takes for prose. */
function reportFences(tree: Root, nested: Nested, source: LessonSource): void {
  for (const fault of nested.faults) source.reportAt(fault, fault.message, fault.remedy);
  const seen = new Set<number>();
  const visit = (node: Nodes) => {
    if (node.type === 'containerDirective' && node.position) seen.add(node.position.start.line);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(tree);
  for (const opening of nested.openings) {
    if (seen.has(opening.line)) continue;
    source.reportAt(
      opening,
      `\`${source.marks.written(opening.written).slice(0, 60)}\` can't be read`,
      'Write `:::task{#id title="..."}` or `:::hint`, and the others likewise: no space before the brace, quotes closed, nothing behind.',
    );
  }
}

function definitionsOf(node: Nodes): Definition[] {
  if (node.type === 'definition') return [node];
  return 'children' in node ? node.children.flatMap(definitionsOf) : [];
}

const inOrder = (problems: Problem[]): Problem[] =>
  problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
