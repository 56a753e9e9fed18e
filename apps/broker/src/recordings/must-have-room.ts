import { statfs } from 'node:fs/promises';
import { formatBytes } from '@sandlot/sandbox';
import { ApiError } from '../errors.ts';

/** Throws ApiError `limit` when the disk under `dir` has less than `freeBytes` left. */
export async function mustHaveRoom(dir: string, freeBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dir);
  const free = bavail * bsize;
  if (free >= freeBytes) return;
  throw new ApiError(
    'limit',
    `The disk of this host has ${formatBytes(free)} left, and ${formatBytes(freeBytes)} must be free for a recording to begin. Remove recordings, or ask your teacher for room.`,
  );
}
