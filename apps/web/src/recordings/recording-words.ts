/** A recording as a person reads it. */
import type { RecordingInfo } from '@sandlot/protocol';
import { stopwatch } from '../words/durations.ts';

/** `820 bytes`, `12 KB`, `3.4 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1000 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${Math.round((bytes / 1024 ** 2) * 10) / 10} MB`;
}

/** `23 Nov 2026, 14:02`, in the reader's own time. */
export function startedAt(atMs: number): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(atMs);
}

/** How long and how large. */
export function measures({ durationMs, bytes }: RecordingInfo): string {
  return `${stopwatch(durationMs)} · ${fileSize(bytes)}`;
}
