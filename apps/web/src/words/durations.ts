/** Times and sizes as people read them. */

const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;

/** `1 h 42 m`, `18 m`, `40 s`; never negative. */
export function shortDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} m`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h ${String(rest).padStart(2, '0')} m`;
}

/** What is left before an end: minutes while there are many, `4:05` in the last ten. */
export function countdown(ms: number): string {
  if (ms >= 600_000) return shortDuration(ms);
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** What has passed, as a clock that runs shows it: `0:12`, `1:02:09`; never negative. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** `2 s ago`, `3 m ago`; `just now` under two seconds, so that a slow clock never says the future. */
export function ago(ms: number): string {
  return ms < 2000 ? 'just now' : `${shortDuration(ms)} ago`;
}

/** `14:02`, in the reader's own time. */
export function clockTime(atMs: number): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(atMs);
}

/** `about 40 minutes`, `about 1 hour`. */
export function aboutMinutes(minutes: number): string {
  if (minutes < 60) return plural(minutes, 'minute');
  const hours = Math.round(minutes / 30) / 2;
  return hours === 1 ? '1 hour' : `${hours} hours`;
}

/** `212 MB`, `1.9 GB`: powers of 1024, as memory is sold. */
export function bytes(n: number): string {
  const mb = n / 1024 ** 2;
  if (mb < 1000) return `${Math.round(mb)} MB`;
  const gb = n / 1024 ** 3;
  return `${gb < 10 ? Math.round(gb * 10) / 10 : Math.round(gb)} GB`;
}

/** `1 task`, `3 tasks`. */
export const count = plural;
