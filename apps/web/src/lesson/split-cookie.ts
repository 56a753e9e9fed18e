/** Where the divider was left. A cookie, so that the server draws it there and nothing jumps. */
import { z } from 'zod';

export const SPLIT_COOKIE = 'sandlot_split';
const YEAR_S = 31_536_000;
const Percent = z.coerce.number().min(10).max(90);

export interface Split {
  [panel: string]: number;
  text: number;
  terminal: number;
}

/** The split that a cookie says, or the usual one. */
export function readSplit(cookie: string | undefined): Split {
  const text = Percent.safeParse(cookie);
  return text.success ? { text: text.data, terminal: 100 - text.data } : { text: 46, terminal: 54 };
}

/** Keeps a split for the next visit. */
export function keepSplit(layout: { [panel: string]: number }): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is missing in Firefox and over plain HTTP
  document.cookie = `${SPLIT_COOKIE}=${(layout.text ?? 46).toFixed(2)}; path=/; max-age=${YEAR_S}; samesite=lax`;
}
