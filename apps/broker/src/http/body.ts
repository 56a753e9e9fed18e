import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ApiError } from '../errors.ts';

/** Parses a body; an empty one stands for {}. Throws ApiError bad_request with what is wrong. */
export function body<T>(schema: z.ZodType<T>, request: FastifyRequest): T {
  const parsed = schema.safeParse(request.body ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ApiError('bad_request', `${issue?.path.join('.') || 'The body'}: ${issue?.message ?? 'wrong'}`);
}
