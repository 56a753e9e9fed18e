#!/usr/bin/env node
/** `sandlot`: the command line. Reads the words, calls the command, says why it failed. */
import { Command } from 'commander';
import { adminLink } from './admin-link.ts';
import { Failure } from './failure.ts';
import { type Options, readSettings } from './settings.ts';
import { stopSignals } from './stop-signals.ts';
import { up } from './up/up.ts';

const say = (line: string) => console.log(line);
const program = new Command('sandlot')
  .description('Learn Linux, containers and Kubernetes by doing.')
  .showHelpAfterError();

const withSettings = (name: string, parent = program) =>
  parent
    .command(name)
    .option('--data <folder>', 'where everything of this installation is kept (SANDLOT_DATA)')
    .option('--runtime <kind>', 'what runs sandboxes: auto, docker or process (SANDLOT_RUNTIME)');

withSettings('up')
  .description('serve everything on one port until Ctrl-C')
  .option('--host <address>', 'the address to listen on (SANDLOT_HOST)')
  .option('--port <number>', 'the port to listen on (SANDLOT_PORT)')
  .option('--lessons <folder>', 'the folder of courses/ and playgrounds/ (SANDLOT_LESSONS)')
  .option('--origin <url>', 'what a browser shows in its address bar, behind a proxy (SANDLOT_ORIGIN)')
  .action((options: Options) => up(readSettings(options), { say, ...stopSignals() }));

withSettings('doctor')
  .description('print what this host can run, each line with the reason and the remedy')
  .option('--json', 'as JSON, for programs')
  .action(async (options: Options & { json?: boolean }) => {
    const { doctor } = await import('./doctor/doctor.ts'); // loads the runtimes, which `up` must not wait for
    process.exitCode = await doctor(readSettings(options), options.json ?? false, say);
  });

withSettings('images')
  .description('build the sandbox images that are missing or have changed')
  .argument(
    '[image...]',
    'these alone; without any, all but the large ones that are built by name, such as kind',
  )
  .action(async (names: string[], options: Options) => {
    const { images } = await import('./images.ts');
    await images(readSettings(options), names, say);
  });

const lesson = program.command('lesson').description('for authors: make, look over and prove lessons');
const withLessons = (name: string) =>
  withSettings(name, lesson).option(
    '--lessons <folder>',
    'the folder of courses/ and playgrounds/ (SANDLOT_LESSONS)',
  );
const PATHS = 'lessons: COURSE/LESSON, COURSE, or folders; all when left out';

withLessons('new')
  .description('write a small lesson that proves itself, to begin from')
  .argument('<course/lesson>', 'where: two names, like linux/pipes')
  .option('--playground <name>', 'the machines that it uses', 'box')
  .action(async (where: string, options: Options & { playground: string }) => {
    const { newLesson } = await import('./lesson/new-lesson.ts');
    await newLesson(readSettings(options), where, options.playground, say);
  });

withLessons('lint')
  .description('say what is wrong with lessons, and what would be better')
  .argument('[path...]', PATHS)
  .option('--json', 'as JSON, for programs')
  .option('--strict', 'exit with 1 when something would be better, too')
  .action(async (paths: string[], options: Options & { json?: boolean; strict?: boolean }) => {
    const { lintLessons } = await import('./lesson/lint-lessons.ts');
    process.exitCode = await lintLessons(readSettings(options), paths, options, say);
  });

withLessons('test')
  .description('prove lessons in real sandboxes: no check may lie')
  .argument('[path...]', PATHS)
  .option('--parallel <number>', 'sandboxes at once; two for each core when left out')
  .option('--solutions-only', 'leave the wrong attempts out: on a second way, or for a first look')
  .option('--way <name>', 'how machines get an engine of their own, rootless or privileged (SANDLOT_WAY)')
  .option('--junit <file>', 'write the results as JUnit XML, too')
  .action(
    async (
      paths: string[],
      options: Options & { parallel?: string; junit?: string; solutionsOnly?: boolean },
    ) => {
      const { testLessons } = await import('./lesson/test-lessons.ts');
      const { stop } = stopSignals();
      process.exitCode = await testLessons(readSettings(options), paths, { ...options, stop }, say);
    },
  );

withLessons('preview')
  .description('serve lessons on this machine while they are written: what is saved shows at once')
  .argument('[course/lesson]', 'the lesson to show')
  .option('--port <number>', 'the port to listen on; a free one from 4310 on when left out')
  .action(async (where: string | undefined, options: Options) => {
    const { previewLessons } = await import('./lesson/preview-lessons.ts');
    await previewLessons(options, where, { say, ...stopSignals() });
  });

const admin = program.command('admin').description('for the admin of a running Sandlot');
withSettings('link', admin)
  .description('print a link that makes its first visitor an admin')
  .action((options: Options) => adminLink(readSettings(options), say));

try {
  await program.parseAsync();
  process.exit();
} catch (error) {
  console.error(error instanceof Failure ? error.message : error);
  process.exit(1);
}
