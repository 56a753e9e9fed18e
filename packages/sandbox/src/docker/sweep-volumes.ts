import type { Engine, Labels } from './engine.ts';
import { isConflict, isMissing } from './engine-fault.ts';

/** Removes volumes with any of these sets of labels that no container has: theirs went without them. */
export async function sweepVolumes(engine: Engine, owners: Labels[]): Promise<void> {
  for (const labels of owners) {
    for (const name of await engine.looseVolumes(labels)) {
      await engine.removeVolume(name).catch((error) => {
        if (!isMissing(error) && !isConflict(error)) throw error;
      });
    }
  }
}
