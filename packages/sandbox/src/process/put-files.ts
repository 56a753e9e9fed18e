/** Copies files onto a machine, by a tar that the machine unpacks: existing folders stay as they are. */
import { posix } from 'node:path';
import type { LessonFile } from '@sandlot/lesson';
import { type Pack, pack } from 'tar-stream';
import { SandboxError } from '../runtime.ts';
import { type Entrance, enterCommand } from './enter-machine.ts';
import { announced, MARK_FD, runInside } from './inside-process.ts';
import { scriptEnv } from './machine-login.ts';
import { stoppedMessage } from './stopped-message.ts';

const DEADLINE_MS = 60_000;
const UNPACK = ['tar', '-x', '-p', '-f', '-', '-C', '/', '--no-same-owner', '--no-overwrite-dir'];

/** The folders above a path, outermost first. */
function foldersOf(path: string): string[] {
  const parts = posix.dirname(path).split('/').filter(Boolean);
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
}

function archive(files: LessonFile[]): Pack {
  const tar = pack();
  const mtime = new Date();
  for (const folder of [...new Set(files.flatMap((file) => foldersOf(file.path)))].toSorted()) {
    tar.entry({ name: `${folder}/`, type: 'directory', mode: 0o755, mtime });
  }
  for (const { path, mode, bytes } of files) {
    tar.entry({ name: path.slice(1), mode, mtime }, Buffer.from(bytes));
  }
  tar.finalize();
  return tar;
}

/** See SandboxRuntime.putFiles. All users of a machine are one to the host, so there is no owner to set. */
export async function putFiles(
  entrance: Entrance,
  files: LessonFile[],
  stop: (kill: () => void) => void,
): Promise<void> {
  if (files.length === 0) return;
  const { name } = entrance.spec;
  const clean = files.map((file) => ({ ...file, path: posix.normalize(file.path) }));
  const fixed = clean.find((file) => file.path.startsWith('/usr/'));
  if (fixed) {
    throw new SandboxError(
      'unsupported',
      `${fixed.path} cannot be written: without Docker a machine has the host's own /usr, read-only. Put the file elsewhere, or install Docker.`,
    );
  }
  const result = await runInside(
    {
      command: enterCommand(entrance, 'root', announced(UNPACK), MARK_FD),
      env: scriptEnv(entrance.spec, 'root'),
      input: archive(clean),
      deadlineMs: DEADLINE_MS,
      outputLimitBytes: 2000,
    },
    stop,
  );
  if (!result.entered || result.exitCode === null) {
    throw new SandboxError('stopped', stoppedMessage(name), { cause: new Error(result.refusal) });
  }
  if (result.exitCode === 0) return;
  const room = /no space left/i.test(result.output);
  const what = room ? 'has no disk space for' : 'could not take';
  throw new SandboxError(
    room ? 'room' : 'stopped',
    `Machine ${name} ${what} the lesson's files: ${result.output.trim().split('\n')[0]}. Reset gives a clean one.`,
  );
}
