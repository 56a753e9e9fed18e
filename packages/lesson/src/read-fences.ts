/** Fences, and what a lesson's prose must not hold. */
import type { Code, Image, Nodes, Root } from 'mdast';
import { CODE_LANGUAGES } from './code-languages.ts';
import { escaped, type LessonSource } from './lesson-source.ts';
import { didYouMean, list } from './nearest.ts';
import { DiagramOptions, FenceOptions } from './schemas.ts';
import { unescaped } from './variable-marks.ts';

/** Turns each fence into an `sl-code` or an `sl-diagram`, each picture into an `sl-image`, and reports what a page would not show. */
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
    if (node.type === 'image') readPicture(node, source);
    if (node.type === 'imageReference') {
      source.report(node, 'A picture is shown by reference', 'Write `![what it shows](images/NAME.svg)`.');
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(tree);
}

/** A file of the lesson's folder images/; whether it is there is seen when the folder is read. */
function readPicture(node: Image, source: LessonSource): void {
  const name = /^images\/([\w-]+(?:\.[\w-]+)*\.(?:svg|png|webp|jpe?g))$/.exec(node.url)?.[1];
  if (name === undefined) {
    source.report(
      node,
      `\`${node.url.slice(0, 60)}\` is no picture of this lesson`,
      'Put it into the folder images/, and write `![what it shows](images/NAME.svg)`: svg, png, webp or jpeg.',
    );
    return;
  }
  if (!node.alt?.trim()) {
    source.report(
      node,
      `The picture \`${name}\` has no text`,
      'Say between the brackets what it shows, for those who cannot see it.',
    );
  }
  source.pictures.push({ name, ...source.place(node) });
  const properties = { name, alt: node.alt ?? '', ...(node.title ? { title: node.title } : {}) };
  node.data = { ...node.data, hName: 'sl-image', hProperties: properties };
}

/** Braces mean something else in Mermaid, so variables have no place in a diagram. */
function readDiagram(node: Code, source: LessonSource): void {
  const code = source.marks.written(node.value);
  const title = /^title="([^"]*)"$/.exec((node.meta ?? '').trim())?.[1];
  const wrong = (message: string) =>
    source.report(
      node,
      message,
      'Write ```` ```mermaid title="What it shows, for those who cannot see it" ````, 1 to 200 characters.',
    );
  if (!node.meta) wrong('The diagram has no title');
  else if (!DiagramOptions.safeParse({ title }).success)
    wrong(`\`${node.meta.slice(0, 60)}\` can't be read behind \`mermaid\``);
  if (code.trim() === '')
    source.report(node, 'The diagram is empty', 'Write it in the language of Mermaid, or remove the fence.');
  node.value = code;
  node.data = { ...node.data, hName: 'sl-diagram', hProperties: { code, title: title ?? '' } };
}

function readFence(node: Code, source: LessonSource): void {
  if (node.lang === 'mermaid') {
    readDiagram(node, source);
    return;
  }
  const language = node.lang ?? 'text';
  if (node.lang && !CODE_LANGUAGES.includes(language)) {
    source.report(
      node,
      `Unknown language \`${language}\``,
      `${didYouMean(language, [...CODE_LANGUAGES, 'mermaid'])}Known: ${list([...CODE_LANGUAGES, 'mermaid'])}.`,
    );
  }
  source.reportUnknownVariables(node, node.value);
  node.value = unescaped(source.marks.written(node.value));
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
