/** Texts and lists as they come from a student's machine: any text, of any length, or no text at all. */
import { CLUSTER } from '@sandlot/protocol';
import { z } from 'zod';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g;

/** On one line, without what moves or hides text, and no longer than `most`. */
export const plain = (text: string, most: number): string =>
  text
    .slice(0, 4 * most)
    .replace(CONTROL, ' ')
    .slice(0, most);

const text = (most: number) => z.string().transform((written) => plain(written, most));
/** Names of things: without one, a thing is none. */
export const name = text(CLUSTER.nameChars).refine((written) => written !== '');
/** A text that may be missing, or be something else. */
export const word = text(CLUSTER.wordChars).catch('');
export const flag = z.boolean().catch(false);
export const count = z.number().int().min(0).max(1_000_000).catch(0);
/** The first of a list that may be missing; what cannot be read in it is left out. */
export const listOf = <T>(schema: z.ZodType<T>, most: number) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((all) =>
      all.slice(0, most).flatMap((one): T[] => {
        const read = schema.safeParse(one);
        return read.success ? [read.data] : [];
      }),
    );
/** The first entries of an object of texts. */
export const words = (most: number) =>
  z
    .record(z.string(), z.unknown())
    .catch({})
    .transform((all): Record<string, string> => {
      const some = Object.entries(all).slice(0, most);
      return Object.fromEntries(
        some.map(([key, value]) => [plain(key, CLUSTER.nameChars), word.parse(value)]),
      );
    });
