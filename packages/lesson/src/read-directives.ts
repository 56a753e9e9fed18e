/** Attributes of directives, and what stands inline. Changes the tree into what the page's elements need. */
import type { Nodes, PhrasingContent, Root } from 'mdast';
import type { ContainerDirective, LeafDirective, TextDirective } from 'mdast-util-directive';
import type { z } from 'zod';
import { explainIssue } from './explain-issue.ts';
import { escaped, type LessonSource } from './lesson-source.ts';
import {
  AnswerAttributes,
  CopyAttributes,
  FileAttributes,
  PortAttributes,
  RunAttributes,
} from './schemas.ts';
import { unescaped } from './variable-marks.ts';

export type Directive = ContainerDirective | LeafDirective | TextDirective;

export const isDirective = (node: Nodes): node is Directive =>
  /^(container|leaf|text)Directive$/.test(node.type);

const INLINE = {
  run: { schema: RunAttributes, does: 'runs' },
  copy: { schema: CopyAttributes, does: 'copies' },
  port: { schema: PortAttributes, does: 'opens' },
  file: { schema: FileAttributes, does: 'shows' },
} as const;

/** The directive's attributes by their schema; null, and reported, when they are wrong. */
export function readAttributes<S extends z.ZodObject>(
  node: Directive,
  schema: S,
  source: LessonSource,
): z.output<S> | null {
  const label = node.children.find((child) => child.type === 'paragraph' && child.data?.directiveLabel);
  if (label && node.type === 'containerDirective') {
    source.report(
      label,
      `\`:::${node.name}\` takes no \`[...]\``,
      'A title is written `{title="..."}`; a hint has none.',
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

export function checkMachine(node: Nodes, machine: string | undefined, source: LessonSource): void {
  if (machine === undefined || source.machines === null || source.machines.includes(machine)) return;
  const at = source.placeOf(node, /\bmachine=/);
  source.reportAt(at, ...source.unknownMachine(machine));
}

/** Turns `:run[...]`, `:copy[...]`, `:port[...]`, `:file[...]` and `:answer{...}` into their elements, and everything else with a colon back into prose. */
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
  if (node.name === 'answer' && Object.keys(node.attributes ?? {}).length > 0) return answer(node, source);
  const label = source.label(node);
  if (!Object.hasOwn(INLINE, node.name) || label === null) return literal(node, source);
  const name = node.name as keyof typeof INLINE;
  const read = readAttributes(node, INLINE[name].schema, source);
  if (read === null) return [];
  checkMachine(node, 'machine' in read ? (read.machine as string | undefined) : undefined, source);
  source.reportUnknownVariables(node, label);
  const value = unescaped(source.marks.written(label.trim()));
  if (value === '')
    source.report(
      node,
      `\`:${name}[]\` is empty`,
      `Write what it ${INLINE[name].does} between the brackets.`,
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
  if (name === 'file' && value !== '' && !/^\/[^\0]{1,1000}$/.test(value)) {
    source.report(node, `\`${value}\` is no path`, 'Write all of it, from the root: `:file[/etc/hosts]`.');
  }
  const path = 'path' in read ? read.path : undefined;
  const properties = {
    ...(name === 'port' ? { port: Number(value) } : name === 'file' ? { path: value } : { code: value }),
    ...(path !== undefined && { path }),
    ...where(node, read, source),
  };
  return [{ ...node, attributes: {}, children: [], data: { hName: `sl-${name}`, hProperties: properties } }];
}

/** A field; whether it stands in a task is for the task to say. */
function answer(node: TextDirective, source: LessonSource): PhrasingContent[] {
  if (source.label(node) !== null)
    source.report(node, '`:answer` takes no `[...]`', 'Write `:answer{#id label="..."}`.');
  const read = readAttributes(node, AnswerAttributes, source);
  if (read === null) return [];
  return [{ ...node, attributes: {}, children: [], data: { hName: 'sl-answer', hProperties: read } }];
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
