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
  const known = Object.keys(FenceOptions.shape);
  for (const option of (node.meta ?? '').split(/\s+/).filter((word) => word !== '')) {
    const [name = '', value] = option.split(/=(.*)/s);
    const at = () => source.placeOf(node, new RegExp(`(?<=\\s)${escaped(option)}(?=\\s|$)`));
    if (!known.includes(name)) {
      source.reportAt(
        at(),
        `Unknown fence option \`${option}\``,
        `${didYouMean(name, known)}Known: \`run\`, \`run=NAME\`, \`copy\`.`,
      );
    } else if (!FenceOptions.safeParse({ [name]: value ?? true }).success) {
      const remedy =
        name === 'copy' ? 'Write `copy` alone.' : 'Write `run` alone, or `run=` and the name of a machine.';
      source.reportAt(at(), `The fence option \`${option}\` can't be read`, remedy);
    } else if (name === 'run') {
      if (value && source.machines && !source.machines.includes(value))
        source.reportAt(at(), ...source.unknownMachine(value));
      properties.run = value ?? '';
    } else properties.copy = true;
  }
  node.data = { ...node.data, hName: 'sl-code', hProperties: properties };
}
