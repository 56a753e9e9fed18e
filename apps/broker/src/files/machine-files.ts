/**
 * Brings a file onto a machine, and takes one out, as the machine's user: what that user may not write or read, the
 * machine's own kernel refuses, symbolic links included. Whatever a machine answers is its student's words.
 */
import { FILE_BYTES, type FilePut } from '@sandlot/protocol';
import { formatBytes, type RunRequest, type RunResult, type SandboxRuntime } from '@sandlot/sandbox';
import type { z } from 'zod';
import { ApiError } from '../errors.ts';
import { spokenPath } from './file-path.ts';

export interface FilePlace {
  sandboxId: string;
  machine: string;
  /** Who brings or takes it. */
  user: string;
  /** From filePath. */
  path: string;
}

/** The largest file takes 0.2 s; on a busy machine, much longer. */
const TIME_MS = 30_000;
const WORDS_BYTES = 8 * 1024;
/** base64 makes four bytes of three. */
const TAKEN_BYTES = Math.ceil((FILE_BYTES + 1) / 3) * 4 + WORDS_BYTES;

/** $FILE is where the file is, from the root; `say` ends the script with a word for us, and words after it. */
const BEGIN = `
case $FILE in /*) ;; *) FILE=$HOME/$FILE ;; esac
say() { printf '%s\\n' "$*"; exit 0; }
[ -d "$FILE" ] && say folder
`;

/**
 * All of it is on the machine's disk before anything there is replaced. A file that is there keeps its mode, owner
 * and links; where no new file may be made beside it, it is written in place.
 */
const PUT = `${BEGIN}
folder=\${FILE%/*}; folder=\${folder:-/}
umask 022
[ -d "$folder" ] || say nofolder
if [ -e "$FILE" ]; then
  [ -f "$FILE" ] || say special
  [ -w "$FILE" ] || say denied
fi
new=$(mktemp "$folder/.upload-XXXXXX" 2>&1) || {
  [ -e "$FILE" ] || say failed "$new"
  new=$FILE
}
drop() { [ "$new" = "$FILE" ] || rm -f "$new"; }
trap 'drop; exit 1' HUP INT TERM
bring() {
  if [ "$new" = "$FILE" ]; then return 0; fi
  chmod 644 "$new" || return
  if [ -e "$FILE" ] && cat "$new" >"$FILE"; then rm -f "$new"; else mv -f "$new" "$FILE"; fi
}
base64 -d >"$new" <<'END' && bring && say ok "$FILE"
`;
const PUT_END = `
END
drop
say failed
`;

const TAKE = `${BEGIN}
[ -e "$FILE" ] || say missing
[ -f "$FILE" ] || say special
[ -r "$FILE" ] || say denied
size=$(stat -L -c %s "$FILE") && [ "$size" -gt "$FILE_BYTES" ] && say large "$size"
echo ok
head -c "$((FILE_BYTES + 1))" "$FILE" | base64 -w 0
`;

/** Writes a file. Throws ApiError, and SandboxError for a machine that cannot run programs. */
export async function putFile(
  runtime: SandboxRuntime,
  place: FilePlace,
  bytes: Buffer,
  timeoutMs = TIME_MS,
): Promise<z.infer<typeof FilePut>> {
  const script = `${PUT}${bytes.toString('base64')}${PUT_END}`;
  const result = await ask(runtime, place, { script, timeoutMs, outputLimitBytes: WORDS_BYTES });
  const lines = result.output.trimEnd().split('\n');
  const [word, rest] = split(lines.at(-1) ?? '');
  if (word === 'ok' && result.exitCode === 0) return { path: rest };
  const asked = refusal(word, place);
  if (asked) throw asked;
  throw failed(place, word === 'failed' ? [rest, ...lines.slice(0, -1)] : lines, 'take');
}

/** Reads a file. Throws as putFile does. */
export async function takeFile(runtime: SandboxRuntime, place: FilePlace): Promise<Buffer> {
  const { output, exitCode, truncated } = await ask(runtime, place, {
    script: TAKE,
    timeoutMs: TIME_MS,
    outputLimitBytes: TAKEN_BYTES,
  });
  const end = output.indexOf('\n');
  const [word, rest] = split(end === -1 ? output : output.slice(0, end));
  if (word === 'large') throw tooLarge(place, Number(rest));
  const asked = refusal(word, place);
  if (asked) throw asked;
  const words = output.slice(end + 1);
  if (word !== 'ok' || exitCode !== 0 || !/^[A-Za-z0-9+/=\s]*$/.test(words)) {
    throw failed(
      place,
      output.split('\n').filter((line) => line !== 'ok'),
      'give',
    );
  }
  const bytes = Buffer.from(words, 'base64');
  if (truncated || bytes.length > FILE_BYTES) throw tooLarge(place, Number.NaN);
  return bytes;
}

async function ask(
  runtime: SandboxRuntime,
  { sandboxId, machine, user, path }: FilePlace,
  request: Pick<RunRequest, 'script' | 'timeoutMs' | 'outputLimitBytes'>,
): Promise<RunResult> {
  const env = { FILE: path, FILE_BYTES: `${FILE_BYTES}` };
  const result = await runtime.run(sandboxId, machine, { ...request, user, env });
  if (!result.timedOut) return result;
  throw new ApiError(
    'conflict',
    `${spokenPath(path)} on ${machine} took longer than ${request.timeoutMs / 1000} s, and was given up. Try again when the machine is less busy.`,
  );
}

function split(line: string): [string, string] {
  const [word = ''] = line.split(' ', 1);
  return [word, line.slice(word.length + 1)];
}

function refusal(word: string, { machine, user, path }: FilePlace): ApiError | null {
  const spoken = spokenPath(path);
  const folder = spoken.slice(0, spoken.lastIndexOf('/')) || '/';
  switch (word) {
    case 'folder':
      return new ApiError(
        'conflict',
        `${spoken} on ${machine} is a folder. Name a file in it; a folder comes out as an archive: tar -czf all.tgz`,
      );
    case 'nofolder':
      return new ApiError(
        'not_found',
        `There is no folder ${folder} on ${machine} that ${user} may enter. Make it first: mkdir -p ${folder}`,
      );
    case 'missing':
      return new ApiError('not_found', `There is no file ${spoken} on ${machine} that ${user} may see.`);
    case 'special':
      return new ApiError(
        'conflict',
        `${spoken} on ${machine} is a device, a pipe or a socket, not a plain file.`,
      );
    case 'denied':
      return new ApiError('forbidden', denied({ machine, user, path }));
    default:
      return null;
  }
}

function denied({ machine, user, path }: Omit<FilePlace, 'sandboxId'>): string {
  return `On ${machine}, ${user} has no right to ${spokenPath(path)}. Use a place of your own, such as ~ or /tmp, and copy it with sudo.`;
}

function tooLarge({ path }: FilePlace, bytes: number): ApiError {
  const has = Number.isSafeInteger(bytes) ? `has ${formatBytes(bytes)}` : 'is too large';
  return new ApiError(
    'limit',
    `${spokenPath(path)} ${has}, and ${formatBytes(FILE_BYTES)} is the most that can be taken out at once. Pack it (gzip), or cut it (split -b 8M).`,
  );
}

/** What the machine's programs said, as a sentence. */
function failed(place: FilePlace, lines: string[], verb: 'take' | 'give'): ApiError {
  const said = lines.join(' ');
  const { machine, path } = place;
  if (/no space left|quota exceeded/i.test(said)) {
    return new ApiError(
      'limit',
      `The disk of ${machine} is full: ${spokenPath(path)} was not written. Remove something first.`,
    );
  }
  if (/permission denied|not permitted|read-only/i.test(said))
    return new ApiError('forbidden', denied(place));
  const why = lines
    .find((line) => line.trim() !== '')
    ?.trim()
    .slice(0, 200);
  return new ApiError(
    'conflict',
    `${machine} could not ${verb} ${spokenPath(path)}${why ? `: ${why}` : ''}. Try again; Reset gives a clean machine.`,
  );
}
