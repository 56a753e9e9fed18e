/** Copies files onto a machine, by a tar that the machine unpacks: existing folders stay as they are. */
import { once } from 'node:events';
import { posix } from 'node:path';
import type { LessonFile } from '@sandlot/lesson';
import { pack } from 'tar-stream';
import { type MachineSpec, SandboxError } from '../runtime.ts';
import type { Engine } from './engine.ts';
import { Head, Unframer } from './exec-output.ts';
import { scriptEnv } from './login.ts';
import { brokenMessage } from './stopped-message.ts';

const UNPACK = ['/usr/bin/tar', '-x', '-f', '-', '-C', '/', '--no-overwrite-dir', '--warning=no-timestamp'];

/** The user whose home a path is in, and root for all others. */
function ownerOf(path: string): string {
  return /^\/home\/([^/]+)\/./.exec(path)?.[1] ?? 'root';
}

/** The folders above a path, outermost first, the root and homes themselves left out. */
function foldersOf(path: string): string[] {
  const parts = posix.dirname(path).split('/').filter(Boolean);
  return parts.map((_, i) => `/${parts.slice(0, i + 1).join('/')}`);
}

function archive(files: LessonFile[]) {
  const tar = pack();
  const folders = new Set(files.flatMap((file) => foldersOf(posix.normalize(file.path))));
  const mtime = new Date();
  for (const folder of [...folders].toSorted()) {
    tar.entry({ name: `${folder.slice(1)}/`, type: 'directory', mode: 0o755, mtime, uname: ownerOf(folder) });
  }
  for (const file of files) {
    const path = posix.normalize(file.path);
    tar.entry({ name: path.slice(1), mode: file.mode, mtime, uname: ownerOf(path) }, Buffer.from(file.bytes));
  }
  tar.finalize();
  return tar;
}

/** See SandboxRuntime.putFiles. */
export async function putFiles(
  engine: Engine,
  containerId: string,
  spec: MachineSpec,
  files: LessonFile[],
): Promise<void> {
  if (files.length === 0) return;
  const exec = await engine.exec(containerId, {
    command: UNPACK,
    user: 'root',
    env: scriptEnv(spec, 'root', {}),
    tty: false,
  });
  const said = new Head(2000);
  const unframer = new Unframer();
  exec.stream.on('error', () => {}); // its close says enough
  exec.stream.on('data', (chunk: Buffer) => {
    for (const payload of unframer.push(chunk)) said.push(payload);
  });
  archive(files).pipe(exec.stream);
  await once(exec.stream, 'close');
  const { exitCode } = await exec.state();
  if (exitCode === 0) return;
  if (/no space left|quota exceeded/i.test(said.text())) {
    throw new SandboxError(
      'room',
      `Machine ${spec.name} has no disk space for the lesson's files: ${said.text().trim()}`,
    );
  }
  throw new SandboxError(
    'stopped',
    exitCode === null ? brokenMessage(spec.name) : `${brokenMessage(spec.name)} (${said.text().trim()})`,
  );
}
