/**
 * The addresses of previews: each port of each machine has an origin of its own, `MACHINE-PORT-TOKEN.DOMAIN`, so that
 * what a sandbox serves is never part of the site, nor of another sandbox. Web server and broker tell them apart by the
 * Host header, with this file.
 */

export interface PreviewName {
  machine: string;
  port: number;
  /** Stands for the sandbox, and cannot be guessed. */
  token: string;
}

/** Hexadecimal digits. */
export const PREVIEW_TOKEN_LENGTH = 24;
/** A path of each preview that is ours: where a ticket becomes a cookie. */
export const PREVIEW_ENTER = '/.sandlot/enter';
/** Browsers find each name below it on their own computer, without asking anybody. */
const LOOPBACK_DOMAIN = 'localhost';

const LABEL = /^([a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?)-(\d{1,5})-([0-9a-f]{24})$/;

/** True for a TCP port. */
export const isPort = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65535;

/** The first part of a preview's host; fits what DNS allows, 63 characters, with a machine's longest name. */
export const previewLabel = ({ machine, port, token }: PreviewName): string => `${machine}-${port}-${token}`;

function readLabel(label: string): PreviewName | null {
  const [, machine = '', port = '', token = ''] = LABEL.exec(label) ?? [];
  return machine && isPort(Number(port)) ? { machine, port: Number(port), token } : null;
}

const bareName = (host: string): string => host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');

/**
 * What a Host header stands for: null for the site, a preview's name, or `unknown` below the domain that is for
 * previews alone. `domain` is the configured one, perhaps with a port.
 */
export function readPreviewHost(
  host: string | undefined,
  domain: string | null,
): PreviewName | 'unknown' | null {
  const name = bareName(host ?? '');
  if (domain !== null) {
    const own = bareName(domain);
    if (name === own) return 'unknown';
    if (name.endsWith(`.${own}`)) return readLabel(name.slice(0, -own.length - 1)) ?? 'unknown';
  }
  if (!name.endsWith(`.${LOOPBACK_DOMAIN}`)) return null;
  return readLabel(name.slice(0, -LOOPBACK_DOMAIN.length - 1));
}

/** True for a Host by which a browser reaches its own computer. */
function isLoopback(host: string): boolean {
  const name = bareName(host);
  return (
    name === LOOPBACK_DOMAIN ||
    name.endsWith(`.${LOOPBACK_DOMAIN}`) ||
    name === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(name)
  );
}

/**
 * The host, with its port, under which somebody who has opened the site at `siteHost` finds a preview; null when there
 * is none: the site is not opened on its own computer, and no domain is configured.
 */
export function previewHost(name: PreviewName, siteHost: string, domain: string | null): string | null {
  if (isLoopback(siteHost)) {
    const port = /:\d+$/.exec(siteHost)?.[0] ?? '';
    return `${previewLabel(name)}.${LOOPBACK_DOMAIN}${port}`;
  }
  return domain === null ? null : `${previewLabel(name)}.${domain}`;
}
