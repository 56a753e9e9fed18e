/** Fences, and what a lesson's prose must not hold. */
import type { Code, Nodes, Root } from 'mdast';
import { CODE_LANGUAGES } from './code-languages.ts';
import { escaped, type LessonSource } from './lesson-source.ts';
import { didYouMean, list } from './nearest.ts';
import { FenceOptions } from './schemas.ts';

/** Turns each fence into an `sl-code`, and reports what a page would not show. */
export function readFences(tree: Root, source: LessonSource): void {
  const visit = (node: Nodes) => {
    if (node.type === 'code') readFence(node, source);
    if (node.type === 'html' && !/^<!--[\s\S]*-->\s*$/.test(node.value)) {
      source.report(
        node,
        `\`${node.value.split('\n')[0]?.slice(0, 40)}\` would be taken for HTML, and vanish`,
        'Write it as code between backquotes, or with `\\<`.',
      );
    }
    if (node.type === 'image' || node.type === 'imageReference') {
      source.report(node, 'A lesson holds no pictures', 'Draw it with text in a fence, or link to it.');
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(tree);
}

function readFence(node: Code, source: LessonSource): void {
  const language = node.lang ?? 'text';
  if (node.lang && !CODE_LANGUAGES.includes(language)) {
    source.report(
      node,
      `Unknown language \`${language}\``,
      `${didYouMean(language, CODE_LANGUAGES)}Known: ${list(CODE_LANGUAGES)}.`,
    );
  }
  const properties: Record<string, string | boolean> = { code: node.value, language };
  for (const option of (node.meta ?? '').split(/\s+/).filter((word) => word !== '')) {
    Object.assign(properties, readOption(option, node, source));
  }
  if (properties.interrupt && properties.run === undefined) {
    source.reportAt(
      placeOfOption('interrupt', node, source),
      '`interrupt` stands without `run`',
      'Write `run` before it, or take it out.',
    );
  }
  node.data = { ...node.data, hName: 'sl-code', hProperties: properties };
}

const KNOWN = ['run', 'interrupt', 'copy'] as const;
const REMEDIES = {
  run: 'Write `run` alone, `run=` and the name of a machine, or `run=MACHINE:TERMINAL` with a name of your choice (`main` is what the machine alone means).',
  interrupt: 'Write `interrupt` alone, behind `run`.',
  copy: 'Write `copy` alone.',
} as const;

const placeOfOption = (option: string, node: Code, source: LessonSource) =>
  source.placeOf(node, new RegExp(`(?<=\\s)${escaped(option)}(?=\\s|$)`));

/** What one option adds to the fence's element; nothing, and reported, when it is wrong. */
function readOption(option: string, node: Code, source: LessonSource): Record<string, string | boolean> {
  const [written = '', value] = option.split(/=(.*)/s);
  const name = KNOWN.find((known) => known === written);
  const wrong = (message: string, remedy: string) => {
    source.reportAt(placeOfOption(option, node, source), message, remedy);
    return {};
  };
  if (!name) {
    return wrong(
      `Unknown fence option \`${option}\``,
      `${didYouMean(written, KNOWN)}Known: \`run\`, \`run=MACHINE\`, \`run=MACHINE:TERMINAL\`, \`interrupt\`, \`copy\`.`,
    );
  }
  if (!FenceOptions.safeParse({ [name]: value ?? true }).success)
    return wrong(`The fence option \`${option}\` can't be read`, REMEDIES[name]);
  if (name !== 'run') return { [name]: true };
  const [machine = '', terminal] = (value ?? '').split(':');
  if (machine && source.machines && !source.machines.includes(machine))
    return wrong(...source.unknownMachine(machine));
  return terminal === undefined ? { run: machine } : { run: machine, terminal };
}
