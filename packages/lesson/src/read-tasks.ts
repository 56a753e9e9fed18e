/** Tasks, questions and what nests: the container directives of a parsed lesson. */
import type { Nodes, Parents, Root, RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { LessonSource } from './lesson-source.ts';
import { didYouMean, list } from './nearest.ts';
import { checkMachine, readAttributes } from './read-directives.ts';
import { readQuestion } from './read-question.ts';
import {
  ExplainAttributes,
  HintAttributes,
  NoteAttributes,
  QuizAttributes,
  TabAttributes,
  TabsAttributes,
  TaskAttributes,
} from './schemas.ts';
import type { AnswerField } from './types.ts';

interface TextBase {
  id: string;
  title: string;
  needs: string[];
  hints: Root[];
  line: number;
  column: number;
}

/** A task as the text has it, its scripts still to come. */
export interface CheckText extends TextBase {
  kind: 'check';
  machine: string;
  checkTimeoutMs: number;
  stableMs: number;
  sticky: boolean;
  answers: AnswerField[];
}

export interface QuizText extends TextBase {
  kind: 'quiz';
  question:
    | { form: 'one' | 'several'; options: { id: string; body: Root; right: boolean }[] }
    | { form: 'text'; accept: string[] };
  explanation: Root | null;
}

export type TaskText = CheckText | QuizText;

/** Container -> what may stand around it; `root` is the left margin, `prose` anywhere in the text. */
const PLACES: Record<string, { inside: string[]; message: string; remedy: string }> = {
  task: { inside: ['root'], message: '', remedy: '' },
  quiz: { inside: ['root'], message: '', remedy: '' },
  hint: {
    inside: ['task', 'quiz'],
    message: 'A hint stands outside a task',
    remedy: 'Put it inside its `:::task` or `:::quiz`, at the left margin.',
  },
  explain: {
    inside: ['quiz'],
    message: 'An explanation stands outside a quiz',
    remedy: 'Put it inside its `:::quiz`, at the left margin.',
  },
  tab: {
    inside: ['tabs'],
    message: 'A tab stands outside `:::tabs`',
    remedy: 'Put `:::tabs` before the first tab, and `:::` behind the last.',
  },
};
const KNOWN = ['task', 'quiz', 'hint', 'explain', 'note', 'tip', 'caution', 'tabs', 'tab'];

/** Reads the tasks, leaving `sl-task` in their place and their hints, options and explanations out. */
export function readTasks(tree: Root, source: LessonSource): TaskText[] {
  const tasks: TaskText[] = [];
  const fields = new Set<Nodes>();
  const visit = (node: Nodes, parent: Parents | null) => {
    if (node.type === 'containerDirective') readPlace(node, parent, source);
    if (node.type === 'leafDirective') {
      source.report(
        node,
        `Unknown directive \`::${node.name}\``,
        'What nests opens with three colons: `:::task`, `:::hint`.',
      );
    }
    if ('children' in node) for (const child of node.children) visit(child, node);
    if (node.type === 'containerDirective' && (node.name === 'task' || node.name === 'quiz')) {
      const task = node.name === 'task' ? readTask(node, source, fields) : readQuiz(node, source);
      if (task) tasks.push(task);
    }
  };
  visit(tree, null);
  reportStrayAnswers(tree, source, fields);
  reportIds(tasks, source);
  return tasks;
}

/** Says what is wrong with a container's name or place, and makes asides and tabs into their elements. */
function readPlace(node: ContainerDirective, parent: Parents | null, source: LessonSource): void {
  const { name } = node;
  if (!KNOWN.includes(name)) {
    const remedy = `${didYouMean(name, KNOWN)}Known: ${list(KNOWN)}.`;
    source.report(node, `Unknown directive \`:::${name}\``, remedy);
    return;
  }
  const around = parent?.type === 'containerDirective' ? parent.name : (parent?.type ?? 'root');
  const place = PLACES[name];
  const isTask = name === 'task' || name === 'quiz';
  const what = name === 'quiz' ? 'quiz' : 'task';
  if (isTask && parent?.type === 'containerDirective') {
    source.report(
      node,
      `A ${what} stands inside another directive`,
      'Close the one before it with `:::` first.',
    );
  } else if (isTask && around !== 'root') {
    source.report(node, `A ${what} stands inside a list or a quotation`, 'Put it at the left margin.');
  } else if (place && !place.inside.includes(around)) source.report(node, place.message, place.remedy);
  else if (!isTask) readAside(node, source);
}

function readAside(node: ContainerDirective, source: LessonSource): void {
  const { name } = node;
  if (name === 'hint') readAttributes(node, HintAttributes, source);
  else if (name === 'explain') readAttributes(node, ExplainAttributes, source);
  else if (name === 'tabs') {
    const stray = node.children.find((child) => child.type !== 'containerDirective' || child.name !== 'tab');
    if (stray || node.children.length === 0)
      source.report(
        stray ?? node,
        'Something stands in `:::tabs` that is no tab',
        'Put each part into a `:::tab{title="..."}`, and close it with `:::`.',
      );
    readAttributes(node, TabsAttributes, source);
    node.data = { ...node.data, hName: 'sl-tabs' };
  } else if (name === 'tab') {
    const read = readAttributes(node, TabAttributes, source);
    node.data = { ...node.data, hName: 'sl-tab', hProperties: { title: read?.title ?? '' } };
  } else {
    const read = readAttributes(node, NoteAttributes, source);
    const title = read?.title ?? name.charAt(0).toUpperCase() + name.slice(1);
    node.data = { ...node.data, hName: 'sl-note', hProperties: { tone: name, title } };
  }
}

const isContainer =
  (name: string) =>
  (child: RootContent): child is ContainerDirective =>
    child.type === 'containerDirective' && child.name === name;

/** Takes the hints out of a task. */
function takeHints(node: ContainerDirective, source: LessonSource): Root[] {
  const isHint = isContainer('hint');
  const hints = node.children.filter(isHint).map((hint) => source.fragment(hint.children));
  node.children = node.children.filter((child) => !isHint(child));
  return hints;
}

function readTask(node: ContainerDirective, source: LessonSource, fields: Set<Nodes>): CheckText | null {
  const read = readAttributes(node, TaskAttributes, source);
  const hints = takeHints(node, source);
  const answers = takeAnswers(node, source, fields);
  if (read === null) return null;
  node.data = { ...node.data, hName: 'sl-task', hProperties: { id: read.id } };
  checkMachine(node, read.machine, source);
  return {
    kind: 'check',
    id: read.id,
    title: read.title,
    needs: read.needs ?? [],
    machine: read.machine ?? source.machines?.[0] ?? '',
    checkTimeoutMs: Number.parseInt(read.timeout, 10) * 1000,
    stableMs: Number.parseInt(read.stable ?? '0', 10) * 1000,
    sticky: read.sticky !== undefined,
    answers,
    hints,
    ...source.place(node),
  };
}

function readQuiz(node: ContainerDirective, source: LessonSource): QuizText | null {
  const read = readAttributes(node, QuizAttributes, source);
  const hints = takeHints(node, source);
  const isExplanation = isContainer('explain');
  const [explanation, second] = node.children.filter(isExplanation);
  if (second)
    source.report(second, 'A quiz has a second explanation', 'Put all of it into the first `:::explain`.');
  node.children = node.children.filter((child) => !isExplanation(child));
  if (read === null) return null;
  const question = readQuestion(node, read, source);
  node.data = { ...node.data, hName: 'sl-task', hProperties: { id: read.id } };
  if (question === null) return null;
  return {
    kind: 'quiz',
    id: read.id,
    title: read.title,
    needs: read.needs ?? [],
    question,
    explanation: explanation ? source.fragment(explanation.children) : null,
    hints,
    ...source.place(node),
  };
}

const isAnswer = (node: Nodes): boolean => node.data?.hName === 'sl-answer';

/** The fields in a task's prose; each is added to `found`. */
function takeAnswers(task: ContainerDirective, source: LessonSource, found: Set<Nodes>): AnswerField[] {
  const fields: AnswerField[] = [];
  const visit = (node: Nodes) => {
    if (isAnswer(node)) {
      const properties = node.data?.hProperties ?? {};
      const [id, label] = [String(properties.id), String(properties.label)];
      if (fields.some((field) => field.id === id)) {
        const remedy = 'Give each field of a task its own id.';
        source.report(node, `The answer id \`${id}\` is used twice in this task`, remedy);
      }
      fields.push({ id, label });
      found.add(node);
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(task);
  return fields;
}

function reportStrayAnswers(tree: Root, source: LessonSource, found: Set<Nodes>): void {
  const visit = (node: Nodes) => {
    if (isAnswer(node) && !found.has(node))
      source.report(node, 'A field stands outside a task', 'Put it into the prose of a `:::task`.');
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(tree);
}

function reportIds(tasks: TaskText[], source: LessonSource): void {
  const seen = new Map<string, number>();
  for (const task of tasks) {
    const first = seen.get(task.id);
    if (first !== undefined) {
      source.reportAt(
        task,
        `The task id \`${task.id}\` is used twice`,
        `Line ${first} has it already: give this task another.`,
      );
    }
    for (const need of task.needs) {
      if (seen.has(need)) continue;
      const earlier = [...seen.keys()];
      source.reportAt(
        task,
        `The task \`${task.id}\` needs \`${need}\`, and no task before it has that id`,
        `${didYouMean(need, earlier)}Before it stand ${list(earlier)}.`,
      );
    }
    if (first === undefined) seen.set(task.id, task.line);
  }
}
