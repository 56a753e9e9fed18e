import type { Lesson } from '@sandlot/lesson';
import type { Parts } from '../parts.ts';
import type { LiveSandbox } from './live-sandbox.ts';

/** The values of a sandbox whose machines have been made, asked for once. Throws SandboxError. */
export function valuesOf(
  { values }: Pick<Parts, 'values'>,
  sandbox: LiveSandbox,
  lesson: Lesson,
): Promise<Record<string, string>> {
  sandbox.values ??= values(sandbox.userId, lesson, sandbox.id).catch((error) => {
    sandbox.values = null;
    throw error;
  });
  return sandbox.values;
}
