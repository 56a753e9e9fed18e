/** The values that stand for `sl-var` in a student's lesson, and in the environment of its scripts. */
import { createHmac } from 'node:crypto';
import { variableValues } from '@sandlot/lesson';
import { addressValues, type SandboxRuntime } from '@sandlot/sandbox';
import type { Parts } from '../parts.ts';

/** The same at every call for the same student, lesson and sandbox. */
export function studentValues(secret: Uint8Array, runtime: SandboxRuntime): Parts['values'] {
  return async (userId, lesson, sandboxId) => {
    const seed = createHmac('sha256', secret).update(`${userId}\0${lesson.path}`).digest();
    const addresses = sandboxId === null ? {} : await runtime.addresses(sandboxId);
    return { ...variableValues(lesson.variables, seed), ...addressValues(addresses) };
  };
}
