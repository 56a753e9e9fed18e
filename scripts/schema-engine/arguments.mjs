/** The command line of Prisma's engine, as far as Prisma uses it. */

/** Takes the arguments apart; unknown options with their values are passed over. */
export function readArguments(argv) {
  const read = { version: false, command: null, schemas: [], datasource: {} };
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at];
    if (word === '--version' || word === '-V') read.version = true;
    else if (word === '--datamodels' || word === '-d') read.schemas.push(argv[++at]);
    else if (word === '--datasource') read.datasource = JSON.parse(argv[++at]);
    else if (word === 'cli') read.command = argv[++at];
    else if (word.startsWith('--')) at++;
  }
  return read;
}
