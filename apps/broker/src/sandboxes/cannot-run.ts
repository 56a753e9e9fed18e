import type { Playground } from '@sandlot/lesson';
import type { Refusal } from '@sandlot/sandbox';
import type { Parts } from '../parts.ts';
import { aboveCaps } from './machine-caps.ts';

/** Why a playground cannot run here, by the operator's word or the host's; null when it can. Known before Start. */
export const cannotRun = (
  { limits, runtime }: Pick<Parts, 'limits' | 'runtime'>,
  playground: Playground,
): Refusal | null =>
  aboveCaps(playground, limits.machine) ?? runtime.cannotRun(playground.machines, playground.egress);
