/** `sandlot up` that says nothing, for a benchmark to start and stop. */
import { readSettings } from '../apps/cli/src/settings.ts';
import { stopSignals } from '../apps/cli/src/stop-signals.ts';
import { up } from '../apps/cli/src/up/up.ts';

await up(readSettings({}), { say() {}, ...stopSignals() });
process.exit(0);
