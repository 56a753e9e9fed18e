/** A lesson's text while it is read: where things stand in it, and what was found wrong. */
import type { Definition, Nodes, Root, RootContent } from 'mdast';
import { didYouMean, list } from './nearest.ts';
import type { Nested } from './nest-directives.ts';
import type { Place } from './parse-yaml.ts';
import type { Problem } from './types.ts';
import { VariableMarks } from './variable-marks.ts';

/** `word` as a pattern that matches just itself. */
export const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export class LessonSource {
  readonly problems: Problem[] = [];
  /** The machines of the lesson's playground, the main one first; null while that is unknown. */
  machines: string[] | null = null;
  playground = '';
  /** What may stand in `{{ name }}`; null while that is unknown. */
  variables: string[] | null = null;
  readonly marks: VariableMarks;
  /** Where the text shows pictures of its own. */
  readonly pictures: (Place & { name: string })[] = [];
  /** Link targets: they hold for the whole text, hints included. */
  definitions: Definition[] = [];
  readonly #file: string;
  readonly #nested: Nested;

  constructor(file: string, nested: Nested, marks = new VariableMarks()) {
    this.#file = file;
    this.#nested = nested;
    this.marks = marks;
  }

  reportAt({ line, column }: Place, message: string, remedy: string): void {
    this.problems.push({ file: this.#file, line, column, message, remedy });
  }

  report(node: Nodes, message: string, remedy: string): void {
    this.reportAt(this.place(node), message, remedy);
  }

  /** Message and remedy for a machine that the playground lacks. */
  unknownMachine(machine: string): [string, string] {
    const known = this.machines ?? [];
    return [
      `The playground \`${this.playground}\` has no machine \`${machine}\``,
      `${didYouMean(machine, known)}It has ${list(known)}.`,
    ];
  }

  /** Reports each `{{ name }}` in `value`, a part of `node`, that nothing gives a value. */
  reportUnknownVariables(node: Nodes, value: string): void {
    const { variables } = this;
    if (variables === null) return;
    for (const name of this.marks.namesIn(value).filter((used) => !variables.includes(used))) {
      this.reportAt(
        this.placeOf(node, new RegExp(escaped(`{{ ${name} }}`))),
        `Nothing is called \`${name}\` here, so \`{{ ${name} }}\` has no value`,
        `${didYouMean(name, variables)}Known: ${list(variables)}. For the braces themselves write \`\\{{\`.`,
      );
    }
  }

  place(node: Nodes): Place {
    const start = node.position?.start ?? { line: 1, column: 1 };
    return { line: start.line, column: this.#nested.column(start.line, start.column) };
  }

  /** Where `pattern` first matches in what `node` was written as; the node's start when nowhere. */
  placeOf(node: Nodes, pattern: RegExp): Place {
    const written = this.slice(node);
    const match = pattern.exec(written);
    const start = node.position?.start;
    if (!match || !start) return this.place(node);
    // The patterns that start with a separator mean the word behind it.
    const offset = match.index + (/^[{ ]/.test(match[0]) ? 1 : 0);
    const before = written.slice(0, offset).split('\n');
    const line = start.line + before.length - 1;
    const column = (before.at(-1)?.length ?? 0) + (before.length === 1 ? start.column : 1);
    return { line, column: this.#nested.column(line, column) };
  }

  /** What `node` was written as: all of it, or up to `until`, or from the end of `after`. */
  slice(node: Nodes, after: Nodes | null = null, until: Nodes | null = null): string {
    return this.marks.written(this.#marked(node, after, until));
  }

  #marked(node: Nodes, after: Nodes | null = null, until: Nodes | null = null): string {
    const from = after ? after.position?.end.offset : node.position?.start.offset;
    const to = until ? until.position?.start.offset : node.position?.end.offset;
    return this.#nested.text.slice(from ?? 0, to ?? 0);
  }

  /** What stands between the brackets of `:name[...]`, its variables marked; null when there are none. */
  label(node: Nodes): string | null {
    const written = this.#marked(node);
    const start = /^:[\w-]+\[/.exec(written)?.[0].length;
    if (start === undefined) return null;
    let depth = 1;
    let label = '';
    for (let at = start; at < written.length; at++) {
      const char = written[at] ?? '';
      const escaped = char === '\\' ? /[[\]\\]/.exec(written[at + 1] ?? '')?.[0] : undefined;
      if (escaped !== undefined) {
        label += escaped;
        at++;
        continue;
      }
      depth += char === '[' ? 1 : char === ']' ? -1 : 0;
      if (depth === 0) return label.replace(/\s*\n\s*/g, ' ');
      label += char;
    }
    return null;
  }

  /** A piece of the text as a tree of its own. */
  fragment(children: RootContent[]): Root {
    return { type: 'root', children: [...children, ...this.definitions] };
  }
}
