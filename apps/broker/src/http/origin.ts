/**
 * Whether a browser's request comes from a page of ours. The host must be one that only we can be (an address,
 * localhost, this computer's name, or the configured origin): a stranger's domain that points here is refused.
 */

import { isIP } from 'node:net';
import { hostname } from 'node:os';

const own = hostname().toLowerCase();

function isOwnName(name: string): boolean {
  const bare = name.replace(/^\[|\]$/g, '');
  return (
    isIP(bare) !== 0 ||
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === own ||
    name === `${own}.local`
  );
}

/** True for an Origin header of ours. `host` is the Host that the browser asked. */
export function originAllowed(
  origin: string | undefined,
  host: string | undefined,
  configured: string | null,
): boolean {
  if (!origin) return false;
  let asked: URL;
  try {
    asked = new URL(origin);
  } catch {
    return false;
  }
  if (configured) return asked.origin === new URL(configured).origin;
  return asked.host === host && isOwnName(asked.hostname.toLowerCase());
}
