/** What a person reads when the database cannot do its duty. */
import type { DatabaseLocation } from './database-location.ts';

/** A broken promise of the database. `message` is one sentence or two: what happened, where, what to do next. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}

type Sentence = (name: string, detail: string) => string;
const user = () => (process.getuid ? `user ${process.getuid()}` : 'this user');

const damaged: Sentence = (name, detail) =>
  `The database ${name} is damaged (${detail}). Stop Sandlot and put back your last copy of it, or move the file away to begin with an empty one.`;
const notWritable: Sentence = (name, detail) =>
  `The database ${name} cannot be opened for writing by ${user()} (${detail}). Give this user the file and its folder, or set SANDLOT_DATA to a folder that it may write.`;
const noRoom: Sentence = (name, detail) =>
  `The disk of the database ${name} is full or failing (${detail}). Free some space there, then start Sandlot again.`;
const busy: Sentence = (name, detail) =>
  `The database ${name} is locked by another program (${detail}). Stop that program, then start Sandlot again.`;
const noTables: Sentence = (name) =>
  `The database ${name} lacks a table of this version. Start Sandlot with \`npm start\`, which brings the database up to date.`;
const noAnswer: Sentence = (name, detail) =>
  `The database server at ${name} does not answer (${detail}). Start it, or correct DATABASE_URL.`;
const refused: Sentence = (name, detail) =>
  `The database server at ${name} refuses us (${detail}). Correct the user, password or database in DATABASE_URL.`;

/** By the beginning of an error's code, the driver's or Prisma's; the first that fits. */
const SENTENCES: Record<DatabaseLocation['provider'], [RegExp, Sentence][]> = {
  sqlite: [
    [/^SQLITE_(NOTADB|CORRUPT)/, damaged],
    [/^(SQLITE_(READONLY|CANTOPEN|PERM|AUTH)|EACCES|EPERM|EROFS|ENOENT|ENOTDIR|EEXIST|EISDIR)/, notWritable],
    [/^(SQLITE_(FULL|IOERR)|ENOSPC|EDQUOT)/, noRoom],
    [/^SQLITE_(BUSY|LOCKED)/, busy],
    [/^(P2021|P2022)/, noTables],
  ],
  postgresql: [
    [/^(28|3D000|P1000|P1003|P1010)/, refused],
    [/^(ECONN|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN|ENOENT|57P0|P1001|P1002|P1008|P1017)/, noAnswer],
    [/^(53100|58030)/, noRoom],
    [/^55P03/, busy],
    [/^(P2021|P2022|42P01)/, noTables],
  ],
};

interface Links {
  code?: unknown;
  originalCode?: unknown;
  originalMessage?: unknown;
  message?: unknown;
  cause?: unknown;
  errors?: unknown[];
  meta?: { driverAdapterError?: unknown };
}

/** The error and those that it wraps, the innermost first: a driver's own code says more than Prisma's. */
function* chain(error: unknown): Generator<Links> {
  if (typeof error !== 'object' || error === null) return;
  const links = error as Links;
  yield* chain(links.meta?.driverAdapterError);
  yield* chain(links.cause);
  for (const inner of links.errors ?? []) yield* chain(inner);
  yield links;
}

/** Prisma writes the call first and what went wrong at the end; drivers write one line. */
const lastLine = (text: unknown) =>
  String(text ?? '')
    .trim()
    .split('\n')
    .at(-1) ?? '';

/** Turns what a driver threw into a DatabaseError when it is the database's fault; else returns it as it is. */
export function explainDatabaseError(location: DatabaseLocation, error: unknown): unknown {
  if (error instanceof DatabaseError) return error;
  for (const link of chain(error)) {
    const code = String(link.originalCode ?? link.code ?? '');
    const sentence = SENTENCES[location.provider].find(([pattern]) => pattern.test(code))?.[1];
    if (!sentence) continue;
    const detail = lastLine(link.originalMessage ?? link.message) || code;
    return new DatabaseError(sentence(location.name, detail), { cause: error });
  }
  return error;
}
