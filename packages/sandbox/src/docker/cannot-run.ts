/** Why a playground cannot run on this engine, as far as that can be told without trying. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Egress } from '@sandlot/lesson';
import type { MachineSpec, Refusal } from '../runtime.ts';
import type { EngineInfo } from './engine.ts';
import { formatBytes } from './format-bytes.ts';
import { MOST_MACHINES } from './subnets.ts';

/** `info` is null until the engine has told it; `allowed` is what the operator lets machines reach. */
export function cannotRun(
  specs: MachineSpec[],
  egress: Egress,
  { info, allowed }: { info: EngineInfo | null; allowed: Egress },
): Refusal | null {
  if (egress === 'open' && allowed !== 'open') {
    return {
      reason: 'Its machines want a way to the internet (egress: open), and this installation gives none.',
      remedy: 'An admin allows it with SANDLOT_EGRESS=open.',
    };
  }
  if (specs.length > MOST_MACHINES) {
    return {
      reason: `${specs.length} machines are more than the ${MOST_MACHINES} that fit in one private network.`,
      remedy: 'Split the playground in two.',
    };
  }
  const memory = specs.reduce((sum, spec) => sum + spec.memoryBytes, 0);
  if (info && memory > info.memoryBytes) {
    return {
      reason: `The machines may use ${formatBytes(memory)} of memory, and the host has ${formatBytes(info.memoryBytes)}.`,
      remedy: 'Run it on a host with more memory, or lower "memory" in the playground.',
    };
  }
  return null;
}

/** A machine's image that has no folder here. */
export function withoutImage(specs: MachineSpec[], imagesDir: string): Refusal | null {
  const unknown = specs.find(({ image }) => !existsSync(join(imagesDir, image, 'Dockerfile')));
  if (!unknown) return null;
  return {
    reason: `Machine ${unknown.name} needs the image ${unknown.image}, and there is no docker/${unknown.image}/Dockerfile here.`,
    remedy: 'Add the folder of that image, or name another image in the playground.',
  };
}
