import { EngineRefusal, isConflict, isMissing } from './engine-fault.ts';

const PATIENCE_MS = 10_000;
const ASK_AGAIN_MS = 50;

/** Somebody else is removing it, or what is in it, just now. */
const isUnderWay = (error: unknown): boolean =>
  isConflict(error) || (error instanceof EngineRefusal && /active endpoints/i.test(error.message));

/** Removes something until it is gone: gone already is success, and so is another's removal, once it is done. */
export async function removed(remove: () => Promise<void>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await remove();
    } catch (error) {
      if (isMissing(error)) return;
      if (!isUnderWay(error) || Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}
