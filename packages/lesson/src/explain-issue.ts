/** Turns what zod found into what a person can act on. */
import { z } from 'zod';
import { didYouMean, list } from './nearest.ts';

export interface Explained {
  /** Where in the value: keys and indexes. */
  path: (string | number)[];
  /** True when the key itself is at fault, not its value. */
  atKey: boolean;
  message: string;
  remedy: string;
}

/** Explains one issue; an unknown key each when there are several. `what` names the things keyed: "key", "attribute". */
export function explainIssue(
  issue: z.core.$ZodIssue,
  value: unknown,
  schema: z.ZodType,
  what = 'key',
): Explained[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue.keys, path, schema, what);
  const found = valueAt(value, path);
  const name = path.at(-1);
  const description = schemaAt(schema, path)?.description ?? '';
  if (name === undefined) {
    const keys = keysOf(schema);
    return [
      {
        path,
        atKey: false,
        message: `This is not a list of ${what}s`,
        remedy: `Write \`${what}: value\` lines with ${list(keys)}.`,
      },
    ];
  }
  const label =
    typeof name === 'number' ? `${path.at(-2) ?? 'Item'}, item ${name + 1},` : `The ${what} \`${name}\``;
  if (found === undefined) {
    return [
      { path, atKey: false, message: `${label} is missing`, remedy: `Add \`${name}\`. ${description}` },
    ];
  }
  const near = issue.code === 'invalid_value' ? didYouMean(String(found), issue.values.map(String)) : '';
  return [
    { path, atKey: false, message: `${label} can't be ${show(found)}`, remedy: `${near}${description}` },
  ];
}

function unknownKeys(
  keys: string[],
  path: (string | number)[],
  schema: z.ZodType,
  what: string,
): Explained[] {
  const known = keysOf(schemaAt(schema, path));
  return keys.map((key) => ({
    path: [...path, key],
    atKey: true,
    message: `Unknown ${what} \`${key}\``,
    remedy: `${didYouMean(key, known)}${known.length === 0 ? `No ${what} is known here: remove it.` : `Known: ${list(known)}.`}`,
  }));
}

function show(found: unknown): string {
  const written = JSON.stringify(found) ?? String(found);
  return written.length > 60 ? `${written.slice(0, 57)}...` : written;
}

function valueAt(value: unknown, path: (string | number)[]): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Object.hasOwn(at, part) ? (at as Record<string | number, unknown>)[part] : undefined;
  }
  return at;
}

function schemaAt(schema: z.ZodType, path: (string | number)[]): z.ZodType | undefined {
  let at: z.ZodType | undefined = schema;
  for (const part of path) {
    if (at instanceof z.ZodObject) at = (at.shape as Record<string, z.ZodType>)[part];
    else if (at instanceof z.ZodArray) {
      // An item has the list's description unless it has its own.
      const item = at.element as z.ZodType;
      at = item.description || item instanceof z.ZodObject ? item : item.describe(at.description ?? '');
    } else return undefined;
  }
  return at;
}

function keysOf(schema: z.ZodType | undefined): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
