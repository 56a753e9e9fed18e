/** Markdown's tree -> the sanitised tree that a page draws. */
import type { Root as Body, Element, Nodes } from 'hast';
import type { Code, Root } from 'mdast';
import type { State } from 'mdast-util-to-hast';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

const schema = {
  ...defaultSchema,
  // Raw HTML is never taken in, so ids are only those of tasks and footnotes: nothing to guard by a prefix.
  clobber: [],
  tagNames: [
    ...(defaultSchema.tagNames ?? []),
    'sl-task',
    'sl-code',
    'sl-run',
    'sl-copy',
    'sl-port',
    'sl-answer',
    'sl-note',
    'sl-tabs',
    'sl-tab',
    'sl-var',
    'sl-file',
    'sl-diagram',
    'sl-image',
  ],
  attributes: {
    ...defaultSchema.attributes,
    'sl-task': ['id'],
    'sl-code': ['code', 'language', 'run', 'terminal', 'interrupt', 'copy'],
    'sl-run': ['code', 'machine', 'terminal', 'interrupt'],
    'sl-copy': ['code'],
    'sl-port': ['port', 'machine', 'path'],
    'sl-var': ['name'],
    'sl-file': ['path', 'machine'],
    'sl-diagram': ['code', 'title'],
    'sl-image': ['name', 'alt', 'title'],
    'sl-answer': ['id', 'label'],
    'sl-note': ['tone', 'title'],
    'sl-tabs': [],
    'sl-tab': ['title'],
  },
};

/** A fence's words become its element; the page knows no `pre` of ours. */
function code(_state: State, node: Code): Element {
  const properties = node.data?.hProperties ?? { code: node.value, language: 'text' };
  const tagName = node.data?.hName ?? 'sl-code';
  return { type: 'element', tagName, properties, children: [{ type: 'text', value: node.value }] };
}

const processor = unified().use(remarkRehype, { handlers: { code } }).use(rehypeSanitize, schema).freeze();

/** Pure: the same tree in, the same out. Positions are left out. */
export function toBody(tree: Root): Body {
  const body = processor.runSync(tree) as Body;
  bare(body);
  return body;
}

function bare(node: Nodes): void {
  delete node.position;
  delete node.data;
  if ('children' in node) for (const child of node.children) bare(child);
}
