import type { IncomingHttpHeaders } from 'node:http';

/** The Host that the browser asked, as the public server passes it on. */
export function askedHost(headers: IncomingHttpHeaders): string | undefined {
  const forwarded = headers['x-forwarded-host'];
  return typeof forwarded === 'string' ? forwarded : headers.host;
}
