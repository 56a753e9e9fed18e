/** The one place where what went wrong becomes an answer. */
import { CLOSE, type ErrorBody, type ErrorCode, STATUS } from '@sandlot/protocol';
import { SandboxError, type SandboxErrorCode } from '@sandlot/sandbox';
import { Refused } from './terminals/connection.ts';

/** A request that cannot be had, with a sentence for the person who made it. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

const FROM_SANDBOX: Record<SandboxErrorCode, ErrorCode> = {
  engine: 'engine',
  image: 'cannot_run',
  not_found: 'not_found',
  stopped: 'conflict',
  room: 'limit',
  refused: 'conflict',
  unsupported: 'cannot_run',
  aborted: 'conflict',
};

/** Status and body for any error; `known` is false for our own faults, which the caller logs. */
export function toHttp(error: unknown): { status: number; body: ErrorBody; known: boolean } {
  const answer = (code: ErrorCode, message: string, known = true) => ({
    status: STATUS[code],
    body: { error: { code, message } },
    known,
  });
  if (error instanceof ApiError) return answer(error.code, error.message);
  if (error instanceof SandboxError) return answer(FROM_SANDBOX[error.code], error.message);
  const status = (error as { statusCode?: number } | null)?.statusCode;
  if (status && status >= 400 && status < 500) return answer('bad_request', (error as Error).message);
  return answer(
    'internal',
    'Something failed on our side. Try again; an admin finds the cause in the log.',
    false,
  );
}

/** The refusal of a WebSocket for any error. */
export function toRefusal(error: unknown): { refused: Refused; known: boolean } {
  if (error instanceof Refused) return { refused: error, known: true };
  if (error instanceof SandboxError) {
    const code = { engine: CLOSE.engine, room: CLOSE.tooMany }[error.code as 'engine' | 'room'] ?? CLOSE.gone;
    return { refused: new Refused(code, error.message), known: true };
  }
  return { refused: new Refused(CLOSE.internal, 'The broker failed.'), known: false };
}
