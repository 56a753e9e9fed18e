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
