/** The values of a student, worked out from a seed: the same seed gives the same ones, and nothing is stored. */
import { createHmac } from 'node:crypto';
import type { Variable } from './types.ts';

/** By name. `seed` is secret, and another for each student and lesson. */
export function variableValues(
  variables: Record<string, Variable>,
  seed: Uint8Array,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => [name, drawValue(name, variable, seed)]),
  );
}

function drawValue(name: string, variable: Variable, seed: Uint8Array): string {
  /** Below `limit`, evenly but for one part in 2^48. */
  const draw = (round: number, limit: number) =>
    createHmac('sha256', seed).update(`${name}\0${round}`).digest().readUIntBE(0, 6) % limit;
  switch (variable.kind) {
    case 'number':
      return String(variable.from + draw(0, variable.to - variable.from + 1));
    case 'pick':
      return variable.of[draw(0, variable.of.length)] ?? '';
    case 'letters':
      return Array.from({ length: variable.count }, (_, n) => String.fromCharCode(97 + draw(n, 26))).join('');
  }
}
