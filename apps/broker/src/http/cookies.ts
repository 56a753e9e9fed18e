import { fastifyCookie } from '@fastify/cookie';

/** The cookies of a Cookie header; empty for none. */
export function parseCookies(header: string | undefined): Record<string, string | undefined> {
  return header ? fastifyCookie.parse(header) : {};
}
