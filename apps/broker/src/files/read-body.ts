import type { IncomingMessage } from 'node:http';
import { formatBytes } from '@sandlot/sandbox';
import { ApiError } from '../errors.ts';

export interface BodyLimits {
  bytes: number;
  /** All of it must have come by then. */
  withinMs: number;
}

/**
 * Reads a request's body as it is. Throws ApiError `limit` when it is larger, said beforehand or found out while
 * reading, or does not come in time; `bad_request` when it breaks off.
 */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => done(() => reject(tooLate(limits.withinMs))), limits.withinMs);
    const take = (chunk: Buffer) => {
      length += chunk.length;
      if (length > limits.bytes) done(() => reject(tooLarge(limits.bytes)));
      else chunks.push(chunk);
    };
    const end = () => done(() => resolve(Buffer.concat(chunks, length)));
    const close = () => done(() => reject(brokeOff()));
    const done = (settle: () => void) => {
      clearTimeout(timer);
      request.off('data', take).off('end', end).off('close', close);
      settle();
    };
    request.on('error', () => {}); // its close says enough
    if (Number(request.headers['content-length'] ?? 0) > limits.bytes)
      done(() => reject(tooLarge(limits.bytes)));
    else if (request.destroyed && !request.readableEnded) close();
    else request.on('data', take).on('end', end).on('close', close);
  });
}

/**
 * Lets a client that is refused send on unread, since one that is cut off while it sends may never see the answer:
 * a proxy between us asks for the line to be closed after it. Resolves when all has come or after `waitMs`; who sends
 * on for `cutMs` is cut off.
 */
export function drain(
  request: IncomingMessage,
  { waitMs, cutMs }: { waitMs: number; cutMs: number },
): Promise<void> {
  return new Promise((resolve) => {
    if (request.readableEnded || request.destroyed) return resolve();
    const answer = setTimeout(resolve, waitMs);
    const cut = setTimeout(() => request.destroy(), cutMs);
    const over = () => {
      clearTimeout(answer);
      clearTimeout(cut);
      resolve();
    };
    request.once('end', over).once('close', over).resume();
  });
}

function tooLarge(bytes: number): ApiError {
  return new ApiError(
    'limit',
    `This file is larger than ${formatBytes(bytes)}, the most that can be brought in at once. Pack it (gzip), or cut it (split -b 8M).`,
  );
}

function tooLate(ms: number): ApiError {
  return new ApiError(
    'limit',
    `The file did not come within ${ms / 1000} s, the time that one may take. Try a smaller one, or a faster line.`,
  );
}

function brokeOff(): ApiError {
  return new ApiError('bad_request', 'The file broke off on its way. Send it again.');
}
