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

/** A name for the file, of letters that every system takes: `m1-web-server-2026-11-23-1402.cast`. */
export function fileName({ machine, terminal, startedAtMs }: RecordingInfo): string {
  const at = new Date(startedAtMs).toISOString().slice(0, 16).replace('T', '-').replace(':', '');
  const words = (terminal === 'main' || terminal === machine ? [machine] : [machine, terminal])
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${words}-${at}.cast`;
}
