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
  .option('--origin <url>', 'what a browser shows in its address bar, behind a proxy (SANDLOT_ORIGIN)')
  .action((options: Options) => up(readSettings(options), { say, ...stopSignals() }));

withSettings('doctor')
  .description('print what this host can run, each line with the reason and the remedy')
  .option('--json', 'as JSON, for programs')
  .action(async (options: Options & { json?: boolean }) => {
    const { doctor } = await import('./doctor/doctor.ts'); // loads the runtimes, which \`up\` must not wait for
    process.exitCode = await doctor(readSettings(options), options.json ?? false, say);
  });

withSettings('images')
  .description('build the sandbox images that are missing or have changed')
  .action(async (options: Options) => {
    const { images } = await import('./images.ts');
    await images(readSettings(options), say);
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
