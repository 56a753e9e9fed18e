/** Tasks, hints and inline buttons of a parsed lesson. Changes the tree into what the page's elements need. */
import type { Nodes, Parents, PhrasingContent, Root, RootContent } from 'mdast';
import type { ContainerDirective, LeafDirective, TextDirective } from 'mdast-util-directive';
import type { z } from 'zod';
import { explainIssue } from './explain-issue.ts';
import { escaped, type LessonSource } from './lesson-source.ts';
import { didYouMean, list } from './nearest.ts';
import { CopyAttributes, HintAttributes, PortAttributes, RunAttributes, TaskAttributes } from './schemas.ts';

type Directive = ContainerDirective | LeafDirective | TextDirective;

/** A task as the text has it, its scripts still to come. */
export interface TaskText {
  id: string;
  title: string;
  machine: string;
  checkTimeoutMs: number;
  hints: Root[];
  line: number;
  column: number;
}

const INLINE = { run: RunAttributes, copy: CopyAttributes, port: PortAttributes } as const;

/** Reads the tasks, leaving `sl-task` in their place and their hints out. */
export function readTasks(tree: Root, source: LessonSource): TaskText[] {
  const tasks: TaskText[] = [];
  const visit = (node: Nodes, parent: Parents | null) => {
    if (node.type === 'containerDirective') placeProblem(node, parent, source);
    if (node.type === 'leafDirective') {
      source.report(
        node,
        `Unknown directive \`::${node.name}\``,
        'Tasks and hints open with three colons: `:::task`, `:::hint`.',
      );
    }
    if ('children' in node) for (const child of node.children) visit(child, node);
    if (node.type === 'containerDirective' && node.name === 'task') {
      const task = readTask(node, source);
      if (task) tasks.push(task);
    }
  };
  visit(tree, null);
  const seen = new Map<string, number>();
  for (const task of tasks) {
    const first = seen.get(task.id);
    if (first === undefined) seen.set(task.id, task.line);
    else
      source.reportAt(
        task,
        `The task id \`${task.id}\` is used twice`,
        `Line ${first} has it already: give this task another.`,
      );
  }
  return tasks;
}

/** Says what is wrong with where a container stands. */
function placeProblem(node: ContainerDirective, parent: Parents | null, source: LessonSource): void {
  const inside = parent?.type === 'containerDirective' ? parent.name : null;
  if (node.name === 'task') {
    if (inside !== null) {
      source.report(
        node,
        'A task stands inside another directive',
        'Close the one before it with `:::` first.',
      );
    } else if (parent?.type !== 'root') {
      source.report(node, 'A task stands inside a list or a quotation', 'Put it at the left margin.');
    }
  } else if (node.name === 'hint') {
    if (inside !== 'task')
      source.report(node, 'A hint stands outside a task', 'Put it inside its `:::task`, at the left margin.');
    else readAttributes(node, HintAttributes, source);
  } else {
    const known = ['task', 'hint'];
    source.report(
      node,
      `Unknown directive \`:::${node.name}\``,
      `${didYouMean(node.name, known)}Known: ${list(known)}.`,
    );
  }
}

function readTask(node: ContainerDirective, source: LessonSource): TaskText | null {
  const read = readAttributes(node, TaskAttributes, source);
  const isHint = (child: RootContent) => child.type === 'containerDirective' && child.name === 'hint';
  const hints = node.children
    .filter(isHint)
    .map((hint) => source.fragment((hint as ContainerDirective).children));
  node.children = node.children.filter((child) => !isHint(child));
  if (read === null) return null;
  node.data = { ...node.data, hName: 'sl-task', hProperties: { id: read.id } };
  checkMachine(node, read.machine, source);
  const { line, column } = source.place(node);
  return {
    id: read.id,
    title: read.title,
    machine: read.machine ?? source.machines?.[0] ?? '',
    checkTimeoutMs: Number.parseInt(read.timeout, 10) * 1000,
    hints,
    line,
    column,
  };
}

/** The directive's attributes by their schema; null, and reported, when they are wrong. */
function readAttributes<S extends z.ZodObject>(
  node: Directive,
  schema: S,
  source: LessonSource,
): z.output<S> | null {
  const label = node.children.find((child) => child.type === 'paragraph' && child.data?.directiveLabel);
  if (label && node.type === 'containerDirective') {
    source.report(
      label,
      `\`:::${node.name}\` takes no \`[...]\``,
      'A task has its title as `{title="..."}`; a hint has none.',
    );
  }
  const written: Record<string, unknown> = { ...node.attributes };
  const parsed = schema.safeParse(written);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    for (const { path, message, remedy } of explainIssue(issue, written, schema, 'attribute')) {
      source.reportAt(source.placeOf(node, attributePattern(String(path[0] ?? ''))), message, remedy);
    }
  }
  return null;
}

const attributePattern = (name: string): RegExp =>
  name === 'id'
    ? /#|\bid\b/
    : name === 'class'
      ? /\.[A-Za-z]|\bclass\b/
      : new RegExp(`[{ ]${escaped(name)}\\b`);

function checkMachine(node: Nodes, machine: string | undefined, source: LessonSource): void {
  if (machine === undefined || source.machines === null || source.machines.includes(machine)) return;
  const at = source.placeOf(node, /\bmachine=/);
  source.reportAt(at, ...source.unknownMachine(machine));
}

/** Turns `:run[...]`, `:copy[...]` and `:port[...]` into their elements, and everything else with a colon back into prose. */
export function readInline(tree: Root, source: LessonSource): void {
  const visit = (node: Nodes) => {
    if (!('children' in node)) return;
    for (const child of node.children) visit(child);
    if (!node.children.some((child) => child.type === 'textDirective')) return;
    node.children = node.children.flatMap((child): PhrasingContent[] =>
      child.type === 'textDirective' ? inline(child, source) : [child as PhrasingContent],
    );
  };
  visit(tree);
}

function inline(node: TextDirective, source: LessonSource): PhrasingContent[] {
  const label = source.label(node);
  if (!Object.hasOwn(INLINE, node.name) || label === null) return literal(node, source);
  const name = node.name as keyof typeof INLINE;
  const read = readAttributes(node, INLINE[name], source);
  if (read === null) return [];
  checkMachine(node, 'machine' in read ? (read.machine as string | undefined) : undefined, source);
  const value = label.trim();
  if (value === '')
    source.report(
      node,
      `\`:${name}[]\` is empty`,
      `Write what it ${name === 'port' ? 'opens' : name === 'run' ? 'runs' : 'copies'} between the brackets.`,
    );
  else if (/^`.*`$/.test(value))
    source.report(
      node,
      `\`:${name}[...]\` has backquotes in it`,
      'Leave them out: the page shows it as code anyway.',
    );
  if (name === 'port' && !isPort(value)) {
    source.report(node, `\`${value}\` is no port`, 'Write a whole number from 1 to 65535: `:port[8080]`.');
  }
  const properties = {
    ...(name === 'port' ? { port: Number(value) } : { code: value }),
    ...where(node, read, source),
  };
  return [{ ...node, attributes: {}, children: [], data: { hName: `sl-${name}`, hProperties: properties } }];
}

/** Machine, terminal and interrupt of an inline button, those that were written. */
function where(
  node: TextDirective,
  read: { machine?: string | undefined; terminal?: string | undefined; interrupt?: '' | undefined },
  source: LessonSource,
): Record<string, string | boolean> {
  if (read.terminal !== undefined && read.machine === undefined) {
    source.reportAt(
      source.placeOf(node, /[{ ]terminal=/),
      `The terminal \`${read.terminal}\` has no machine`,
      'Say on which: `{machine=NAME terminal=NAME}`.',
    );
  }
  return {
    ...(read.machine !== undefined && { machine: read.machine }),
    ...(read.terminal !== undefined && { terminal: read.terminal }),
    ...(read.interrupt !== undefined && { interrupt: true }),
  };
}

const isPort = (value: string): boolean => /^[1-9]\d{0,4}$/.test(value) && Number(value) <= 65_535;

/** `10:30` and `foo:bar` are prose: the directive's own marks become text again, around what it holds. */
function literal(node: TextDirective, source: LessonSource): PhrasingContent[] {
  const text = (value: string): PhrasingContent[] => (value === '' ? [] : [{ type: 'text', value }]);
  const first = node.children[0];
  const last = node.children.at(-1);
  if (!first || !last) return text(source.slice(node));
  return [
    ...text(source.slice(node, null, first)),
    ...node.children,
    ...text(source.slice(node, last, null)),
  ];
}
