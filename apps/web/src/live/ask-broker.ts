/** The browser's requests to the broker's HTTP API. */
import { ErrorBody, type ErrorCode } from '@sandlot/protocol';
import type { z } from 'zod';
import { loadAgain } from './load-again.ts';

export type Answer<T> = { ok: true; value: T } | { ok: false; code: ErrorCode | 'network'; message: string };

const NO_ANSWER =
  'Sandlot does not answer. Check the connection; this page goes on by itself when it is back.';
const NOT_UNDERSTOOD = 'Sandlot answered in a way that this page does not understand. Reload the page.';

/** What may come twice without harm: a browser tells nobody whether a request that failed has arrived. */
export interface AskOptions {
  again?: boolean;
}

/**
 * Asks, and checks the answer's shape. Never throws: what went wrong is a sentence for a person. With `again` (which all
 * but POST have unless told otherwise) it asks a few times more when no answer comes at all: a browser on the engine's
 * own host drops its requests while a sandbox's network is made.
 */
export async function askBroker<T>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  schema: z.ZodType<T>,
  body?: unknown,
  { again = method !== 'POST' }: AskOptions = {},
): Promise<Answer<T>> {
  let response: Response;
  let json: unknown;
  try {
    const content =
      body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const ask = () => fetch(path, { method, cache: 'no-store', ...content });
    response = again ? await loadAgain(ask) : await ask();
    json = await response.json();
  } catch {
    return { ok: false, code: 'network', message: NO_ANSWER };
  }
  if (response.ok) {
    const parsed = schema.safeParse(json);
    return parsed.success
      ? { ok: true, value: parsed.data }
      : { ok: false, code: 'internal', message: NOT_UNDERSTOOD };
  }
  const failed = ErrorBody.safeParse(json);
  return failed.success
    ? { ok: false, ...failed.data.error }
    : { ok: false, code: 'internal', message: NOT_UNDERSTOOD };
}
