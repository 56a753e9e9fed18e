/** The one shape of an error over HTTP, and its codes. */
import { z } from 'zod';

export const ErrorCode = z.enum([
  'bad_request', // the request makes no sense
  'unauthorized', // no, or no valid, cookie
  'forbidden', // not yours, or a foreign Origin
  'not_found',
  'conflict', // not in this state
  'limit', // a limit stopped it; the message names which and its value
  'cannot_run', // this host cannot run this lesson; the message says why and what would help
  'engine', // the engine does not answer
  'internal', // our fault
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** HTTP status of each code. */
export const STATUS: Record<ErrorCode, number> = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  limit: 429,
  cannot_run: 422,
  engine: 503,
  internal: 500,
};

/** What happened, which limit or value, and what to do next: a sentence for a person. */
export const ErrorBody = z.object({ error: z.object({ code: ErrorCode, message: z.string() }) });
export type ErrorBody = z.infer<typeof ErrorBody>;
