/** How the web server gives a browser's connection to the broker, over the launcher: the socket, and these words. */
import { z } from 'zod';

/** The upgrade that the web server has read from the socket; nothing has been answered yet. */
export const HandOver = z.object({
  url: z.string().startsWith('/ws/'),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  /** What came after the request's headers, in base64. */
  head: z.string(),
});
export type HandOver = z.infer<typeof HandOver>;

/**
 * Call it before a socket is sent to another process, and before anything is waited for: what comes over it from now on
 * is the other one's to read. Node goes on reading a socket that it has sent until the other process has thanked for it,
 * and throws away what it reads (`handle.onread = nop` in lib/internal/child_process.js); it has no public way to stop.
 */
export function leaveUnread(socket: object): void {
  (socket as { _handle?: { readStop?(): void } | null })._handle?.readStop?.();
}
