/** YAML by a schema, each fault with its place. Knows no file system. */
import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { explainIssue } from './explain-issue.ts';
import type { Problem } from './types.ts';

export interface Place {
  line: number;
  column: number;
}

/** A value and the way to find where it was written, or what is wrong. */
export type ParsedYaml<T> =
  | { value: T; place: (path: (string | number)[], atKey?: boolean) => Place }
  | { problems: Problem[] };

/** Reads `text`, which starts on `firstLine` of `file`. */
export function parseYaml<S extends z.ZodType>(
  text: string,
  schema: S,
  file: string,
  firstLine = 1,
): ParsedYaml<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: line + firstLine - 1, column: col };
  };
  const place = (path: (string | number)[], atKey = false): Place => at(offsetOf(document, path, atKey));
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map((error) => ({
        file,
        ...at(error.pos[0]),
        ...explainSyntax(error.message),
      })),
    };
  }
  const raw = readPlain(document);
  if ('message' in raw) {
    return {
      problems: [{ file, line: firstLine, column: 1, message: raw.message, remedy: 'Write each value out.' }],
    };
  }
  const parsed = schema.safeParse(raw.value);
  if (parsed.success) return { value: parsed.data, place };
  const explained = parsed.error.issues.flatMap((issue) => explainIssue(issue, raw.value, schema));
  return {
    problems: explained.map((e) => ({
      file,
      ...place(e.path, e.atKey),
      message: e.message,
      remedy: e.remedy,
    })),
  };
}

/** Aliases that point nowhere or grow without bound are found only now. */
function readPlain(document: Document): { value: unknown } | { message: string } {
  try {
    return { value: document.toJS({ maxAliasCount: 20 }) };
  } catch (error) {
    return { message: `This YAML can't be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function explainSyntax(message: string): Pick<Problem, 'message' | 'remedy'> {
  const first = (message.split('\n')[0] ?? message).replace(/ at line \d+.*$/, '');
  return {
    message: `This is not YAML: ${first}`,
    remedy: 'Write `key: value` lines; put a value with `: ` or `#` in it between double quotes.',
  };
}

/** The offset of what `path` leads to, or of the nearest thing around it that is there. */
function offsetOf(document: Document, path: (string | number)[], atKey: boolean): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, part] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
      if (!pair) return offset;
      offset = startOf(pair.key) ?? offset;
      if (atKey && depth === path.length - 1) return offset;
      node = pair.value;
    } else if (isSeq(node)) node = node.items[Number(part)];
    else return offset;
    offset = startOf(node) ?? offset;
  }
  return offset;
}

function startOf(node: unknown): number | null {
  const range = (node as { range?: [number, number, number] | null } | null)?.range;
  return range ? range[0] : null;
}
