import type { MachineSpec } from '../runtime.ts';

/** A machine as its scripts see it. */
export interface ScriptMachine {
  spec: MachineSpec;
  generation: number;
}

/**
 * What checks, init scripts, solutions and wrong attempts find in their environment, beside what the runtime
 * sets (PATH, HOME, LANG, STUDENT_USER, STUDENT_HOME): MACHINE, GENERATION, and GENERATION_M2 for machine `m2`.
 */
export function scriptEnvironment(name: string, machines: ScriptMachine[]): Record<string, string> {
  const env: Record<string, string> = { MACHINE: name };
  for (const { spec, generation } of machines) {
    env[`GENERATION_${spec.name.toUpperCase().replaceAll('-', '_')}`] = String(generation);
    if (spec.name === name) env.GENERATION = String(generation);
  }
  return env;
}
