/**
 * `sandlot up` with stand-ins for its programs; or with the real broker, from its source, for REAL_BROKER. Waits
 * STAND_IN_RESTART_MS before the first restart, if that is set.
 */
import path from 'node:path';
import { readSettings } from '../settings.ts';
import { stopSignals } from '../stop-signals.ts';
import { PATIENCE } from '../up/supervised-child.ts';
import { up } from '../up/up.ts';

const standIn = path.join(import.meta.dirname, 'stand-in.mjs');
const broker = path.join(import.meta.dirname, '../../../broker/src/main.ts');

const restartMs = Number(process.env.STAND_IN_RESTART_MS ?? PATIENCE.restartMs);
Object.assign(PATIENCE, { restartMs });

try {
  await up(readSettings({}), {
    say: console.log,
    ...stopSignals(),
    commands: {
      broker: process.env.REAL_BROKER ? [process.execPath, broker] : [process.execPath, standIn, 'broker'],
      web: [process.execPath, standIn, 'web'],
    },
  });
  process.exit(0);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
