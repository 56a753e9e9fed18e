/** The folder in which an installation keeps everything of its own. */
import { chmod, mkdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../failure.ts';

/** Under this much free space the database and logs would fail soon: 64 MiB. */
export const LEAST_FREE_BYTES = 64 * 1024 * 1024;

/**
 * Makes the folder and its `logs`, open to their owner alone, and makes sure that there is room.
 * Throws a Failure.
 */
export async function makeDataFolder(data: string): Promise<void> {
  try {
    await mkdir(path.join(data, 'logs'), { recursive: true, mode: 0o700 });
    if ((await stat(data)).mode & 0o077) await chmod(data, 0o700);
  } catch (error) {
    throw explainDataFault(data, error);
  }
  const { bavail, bsize } = await statfs(data);
  const free = bavail * bsize;
  if (free < LEAST_FREE_BYTES)
    throw new Failure(
      `Only ${mebibytes(free)} are free on the disk of ${data}, and Sandlot needs ${mebibytes(LEAST_FREE_BYTES)}. Free some space, or set SANDLOT_DATA to a folder on another disk.`,
    );
}

/** Puts a fault of the file system into words. */
export function explainDataFault(file: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (/^(ENOSPC|EDQUOT)$/.test(code))
    return new Failure(
      `The disk of ${file} is full. Free some space, or set SANDLOT_DATA to a folder on another disk.`,
    );
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT)$/.test(code))
    return new Failure(
      `${file} cannot be written by user ${process.getuid?.()} (${code}). Give this user the folder, or set SANDLOT_DATA to a folder that it may write.`,
    );
  return error;
}

const mebibytes = (bytes: number) => `${Math.floor(bytes / 1024 / 1024)} MiB`;
