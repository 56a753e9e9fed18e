/** `sandlot up` with lessons of the benchmark's own: the first argument is the root that has them. */
import { readSettings } from '../apps/cli/src/settings.ts';
import { stopSignals } from '../apps/cli/src/stop-signals.ts';
import { up } from '../apps/cli/src/up/up.ts';

const [, , root] = process.argv;
const settings = readSettings({});
await up({ ...settings, root: root ?? settings.root }, { say() {}, ...stopSignals() });
process.exit(0);
