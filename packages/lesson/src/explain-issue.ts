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
  const description = descriptionAt(schema, path);
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
  if (issue.code === 'invalid_key') {
    const outer = descriptionAt(schema, path.slice(0, -1));
    return [{ path, atKey: true, message: `\`${name}\` can't be a name here`, remedy: outer }];
  }
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
    at = inside(at, part);
    if (at === undefined) return undefined;
  }
  return at;
}

/** What describes the value there: its own words, or those of what it is a part of. */
function descriptionAt(schema: z.ZodType, path: (string | number)[]): string {
  const own = schemaAt(schema, path)?.description;
  return own || (path.length === 0 ? '' : descriptionAt(schema, path.slice(0, -1)));
}

function inside(around: z.ZodType | undefined, part: string | number): z.ZodType | undefined {
  if (around instanceof z.ZodPrefault || around instanceof z.ZodOptional)
    return inside(around.unwrap() as z.ZodType, part);
  if (around instanceof z.ZodPipe) return inside(around.def.in as z.ZodType, part);
  if (around instanceof z.ZodObject) return (around.shape as Record<string, z.ZodType>)[part];
  if (around instanceof z.ZodArray) return around.element as z.ZodType;
  return around instanceof z.ZodRecord ? (around.valueType as z.ZodType) : undefined;
}

function keysOf(schema: z.ZodType | undefined): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
