import { LIMITS } from '@sandlot/protocol';
import { Screen } from '../screen.ts';
import type { Size } from '../size-log.ts';

/** A new screen as the worker has it. */
export const screenOfSize = (size: Size) =>
  new Screen(size, 0, { lines: LIMITS.snapshotLines, bytes: LIMITS.snapshotBytes });
