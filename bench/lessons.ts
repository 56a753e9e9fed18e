/**
 * Lessons: a large catalogue; how soon a task is green; and what the automatic checks of idle students cost.
 * Run `npm start` once before.
 */
import { parseArgs } from 'node:util';
import { measureCatalogue } from './catalogue.ts';
import { runBenchmark } from './endings.ts';
import { measureGreen } from './green.ts';
import { measureIdleStudents } from './idle-students.ts';
import { startProduct } from './product.ts';
import { reportGreen, reportIdleStudents } from './report/automatic-checks.ts';

const { values } = parseArgs({
  options: {
    /** Which questions, such as green,idle; all of them when left out. The catalogue alone needs no engine. */
    only: { type: 'string', default: 'catalogue,green,idle' },
    lessons: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '20' },
    greens: { type: 'string', default: '48' },
    students: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '60' },
  },
});
const asked = new Set(values.only.split(','));
const students = Number(values.students);

if (asked.has('catalogue')) await measureCatalogue(Number(values.lessons), Number(values.rounds));
if (asked.has('green') || asked.has('idle')) {
  await runBenchmark(async () => {
    const settings = { SANDLOT_MAX_SANDBOXES: String(students + 20), SANDLOT_MAX_STARTING: '4' };
    const product = await startProduct(settings, 'fixtures');
    if (asked.has('green')) reportGreen(await measureGreen(product, Number(values.greens)));
    if (asked.has('idle'))
      reportIdleStudents(await measureIdleStudents(product, students, Number(values.seconds) * 1000));
  });
}
