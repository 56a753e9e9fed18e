/**
 * Lets `:::task` and `:::hint` nest with three colons each. Markdown's directives end at the first fence of
 * their own length, so the outer ones are lengthened here before the text is parsed; and an opening or a
 * closing that has no partner, which markdown would swallow in silence, is found.
 */

export interface Fault {
  line: number;
  column: number;
  message: string;
  remedy: string;
}

export interface Nested {
  /** The text with its fences lengthened: the same lines, longer columns. */
  text: string;
  /** Lines of the openings: a directive that markdown does not see there was written wrongly. */
  openings: { line: number; column: number; written: string }[];
  faults: Fault[];
  /** The author's column for a column of `text`. */
  column: (line: number, column: number) => number;
}

const OPENING = /^( {0,3})(:{3,})(?=[A-Za-z])(.*)$/;
const CLOSING = /^( {0,3})(:{3,})[ \t]*$/;
const CODE = /^ {0,3}(`{3,})[^`]*$|^ {0,3}(~{3,}).*$/;
const COMMENT = /^ {0,3}<!--/;

interface Fence {
  line: number;
  depth: number;
  indent: string;
  colons: number;
  rest: string;
}

/** Finds the openings and closings of `text`, code and comments left out, and lengthens them by their depth. */
export function nestDirectives(text: string): Nested {
  const lines = text.split('\n');
  const { fences, openings, faults } = scan(lines);
  const longest = Math.max(2, ...Array.from(text.matchAll(/:{3,}/g), (match) => match[0].length));
  const deepest = Math.max(0, ...fences.map((fence) => fence.depth));
  const added = new Map<number, { from: number; by: number }>();
  for (const { line, depth, indent, colons, rest } of fences) {
    const length = longest + 1 + deepest - depth;
    lines[line - 1] = `${indent}${':'.repeat(length)}${rest}`;
    added.set(line, { from: indent.length, by: length - colons });
  }
  const column = (line: number, at: number) => {
    const more = added.get(line);
    return more === undefined || at <= more.from + 1 ? at : Math.max(more.from + 1, at - more.by);
  };
  return { text: lines.join('\n'), openings, faults, column };
}

/** Where `text` opens directives, and how each opening is written. */
export const openingsOf = (text: string): Nested['openings'] => scan(text.split('\n')).openings;

function scan(lines: string[]): { fences: Fence[]; openings: Nested['openings']; faults: Fault[] } {
  const fences: Fence[] = [];
  const openings: Nested['openings'] = [];
  const faults: Fault[] = [];
  const open: Fence[] = [];
  const prose = proseLines(lines, faults);
  for (const [index, line] of lines.entries()) {
    if (!prose[index]) continue;
    const opening = OPENING.exec(line);
    const closing = CLOSING.exec(line);
    const [, indent = '', colons = '', rest = ''] = opening ?? closing ?? [];
    const fence = { line: index + 1, depth: open.length, indent, colons: colons.length, rest };
    if (opening) {
      fences.push(fence);
      open.push(fence);
      openings.push({ line: fence.line, column: indent.length + 1, written: line.trim() });
    } else if (closing) {
      const partner = open.pop();
      if (partner) fences.push({ ...fence, depth: partner.depth });
      else
        faults.push(
          fault(fence, 'This `:::` closes nothing', 'Remove it, or open a `:::task` or `:::hint` before it.'),
        );
    }
  }
  for (const fence of open) {
    const what = `:::${/^\w+/.exec(fence.rest)?.[0] ?? ''}`;
    faults.push(fault(fence, `This \`${what}\` is never closed`, 'Put a line `:::` behind its text.'));
  }
  return { fences, openings, faults };
}

const fault = (fence: Fence, message: string, remedy: string): Fault => ({
  line: fence.line,
  column: fence.indent.length + 1,
  message,
  remedy,
});

/** For each line whether it is prose: not inside a code fence, a comment or the front matter. */
function proseLines(lines: string[], faults: Fault[]): boolean[] {
  const prose: boolean[] = [];
  let end: ((line: string) => boolean) | null = null;
  let codeLine = 0;
  for (const [index, line] of lines.entries()) {
    if (end !== null) {
      prose.push(false);
      if (end(line)) end = null;
      if (end === null) codeLine = 0;
      continue;
    }
    const code = CODE.exec(line);
    const mark = code?.[1] ?? code?.[2];
    if (index === 0 && line.trimEnd() === '---') end = (next) => next.trimEnd() === '---';
    else if (mark) {
      codeLine = index + 1;
      end = (next) => isEnd(next, mark);
    } else if (COMMENT.test(line) && !line.includes('-->')) end = (next) => next.includes('-->');
    prose.push(end === null && !COMMENT.test(line));
  }
  if (codeLine > 0) {
    const message = 'This code fence is never closed';
    faults.push({
      line: codeLine,
      column: 1,
      message,
      remedy: 'Put a line of the same marks behind the code.',
    });
  }
  return prose;
}

const isEnd = (line: string, mark: string): boolean => {
  const end = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return end !== undefined && end[0] === mark[0] && end.length >= mark.length;
};
