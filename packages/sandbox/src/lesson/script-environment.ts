import type { AnswerField } from '@sandlot/lesson';
import type { MachineSpec } from '../runtime.ts';

/** A machine as its scripts see it. */
export interface ScriptMachine {
  spec: MachineSpec;
  generation: number;
}

/**
 * What checks, init scripts, solutions and wrong attempts find in their environment, beside what the runtime
 * sets (PATH, HOME, LANG, STUDENT_USER, STUDENT_HOME): MACHINE, GENERATION, and GENERATION_M2 for machine `m2`. Of
 * `values`, what pages show for `sl-var`, `port` is VAR_PORT, `m1.ip` is IP_M1, and `m1.back.ip` is IP_M1_BACK.
 */
export function scriptEnvironment(
  name: string,
  machines: ScriptMachine[],
  values: Record<string, string>,
): Record<string, string> {
  const env: Record<string, string> = { MACHINE: name };
  for (const { spec, generation } of machines) {
    env[`GENERATION_${inEnvironment(spec.name)}`] = String(generation);
    if (spec.name === name) env.GENERATION = String(generation);
  }
  for (const [key, value] of Object.entries(values)) {
    const words = key.split('.');
    const address = words.length > 1 && words.pop() === 'ip';
    env[`${address ? 'IP' : 'VAR'}_${words.map(inEnvironment).join('_')}`] = value;
  }
  return env;
}

/** What the check of a task finds besides: ANSWER_PID for the field `pid`, and ANSWER when there is just one field. */
export function answerEnvironment(
  fields: AnswerField[],
  answers: Record<string, string>,
): Record<string, string> {
  const env = Object.fromEntries(fields.map(({ id }) => [`ANSWER_${inEnvironment(id)}`, answers[id] ?? '']));
  const [only] = fields;
  return only && fields.length === 1 ? { ...env, ANSWER: answers[only.id] ?? '' } : env;
}

const inEnvironment = (name: string): string => name.toUpperCase().replaceAll('-', '_');
