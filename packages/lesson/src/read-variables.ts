/** `{{ name }}` in prose: a value of the student's. Changes the tree into what the page's elements need. */
import type { ElementContent } from 'hast';
import type { Nodes, PhrasingContent, Root } from 'mdast';
import type { LessonSource } from './lesson-source.ts';
import { isDirective } from './read-directives.ts';
import { unescaped } from './variable-marks.ts';

/** Gives back what can hold no value: links, attributes, the front matter. To be called first. */
export function restoreMarks(tree: Root, source: LessonSource): void {
  const visit = (node: Nodes) => {
    for (const key of ['url', 'title', 'alt', 'meta', 'lang', 'label'] as const) {
      const value = (node as unknown as Record<string, unknown>)[key];
      if (typeof value === 'string') Object.assign(node, { [key]: source.marks.written(value) });
    }
    if (isDirective(node) && node.attributes)
      for (const [name, value] of Object.entries(node.attributes))
        if (typeof value === 'string') node.attributes[name] = source.marks.written(value);
    if (node.type === 'yaml' || node.type === 'html') node.value = source.marks.written(node.value);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(tree);
}

/** Turns the marks in prose and in `code` into `sl-var`s. */
export function readVariables(tree: Root, source: LessonSource): void {
  const visit = (node: Nodes) => {
    if (node.type === 'inlineCode') readInlineCode(node, source);
    if (!('children' in node)) return;
    for (const child of node.children) visit(child);
    if (!node.children.some((child) => child.type === 'text')) return;
    node.children = node.children.flatMap((child): PhrasingContent[] =>
      child.type === 'text' ? splitText(child.value, child, source) : [child as PhrasingContent],
    );
  };
  visit(tree);
}

function splitText(value: string, node: Nodes, source: LessonSource): PhrasingContent[] {
  source.reportUnknownVariables(node, value);
  return source.marks.pieces(value).map(
    (piece): PhrasingContent =>
      'text' in piece
        ? { type: 'text', value: piece.text }
        : {
            type: 'text',
            value: `{{ ${piece.name} }}`,
            data: { hName: 'sl-var', hProperties: { name: piece.name } },
          },
  );
}

function readInlineCode(node: Extract<Nodes, { type: 'inlineCode' }>, source: LessonSource): void {
  source.reportUnknownVariables(node, node.value);
  const children = source.marks.pieces(node.value).map(
    (piece): ElementContent =>
      'text' in piece
        ? { type: 'text', value: unescaped(piece.text) }
        : {
            type: 'element',
            tagName: 'sl-var',
            properties: { name: piece.name },
            children: [{ type: 'text', value: `{{ ${piece.name} }}` }],
          },
  );
  node.value = unescaped(source.marks.written(node.value));
  node.data = { ...node.data, hChildren: children };
}
