/**
 * The registry that runs as a pull-through cache, named by the operator: how it is spelled, where it is, whether it
 * answers. Knows no sandbox and no engine.
 */
import { lookup } from 'node:dns/promises';
import { isIP, isIPv4 } from 'node:net';
import type { Finding } from '../../runtime.ts';

export interface RegistryMirror {
  /** `http://HOST:PORT` or `https://HOST:PORT`, the port always there. */
  url: string;
  /** A name or an IPv4 address. */
  host: string;
  port: number;
  /** It speaks TLS. */
  secure: boolean;
}

/** A mirror as machines were told of it. */
export interface MirrorPlace {
  url: string;
  /** IPv4. */
  address: string;
  port: number;
}

/** Gives the IPv4 address of a name; rejects when it has none. */
export type Lookup = (host: string) => Promise<string>;

const RIGHT =
  'http://IP:PORT or https://NAME:PORT of a registry that runs as a pull-through cache, like http://192.168.1.10:5000';
const WRITTEN = /^(https?):\/\/([a-z0-9]([a-z0-9.-]*[a-z0-9])?)(?::(\d{1,5}))?\/?$/i;
const isLoopback = (host: string): boolean => /^(127\.|0\.0\.0\.0$|localhost$)/.test(host);
const OWN_LOOPBACK =
  'is what each machine calls itself: name this host by its address in your network, like http://192.168.1.10:5000';

/** Reads the setting; without a port it is the scheme's own. Throws an Error that says what would be right. */
export function readRegistryMirror(written: string): RegistryMirror {
  const [, scheme = '', name = '', , digits] = WRITTEN.exec(written.trim()) ?? [];
  const host = name.toLowerCase();
  const secure = scheme.toLowerCase() === 'https';
  const port = digits === undefined ? (secure ? 443 : 80) : Number(digits);
  const isWrongAddress = /^[\d.]+$/.test(host) && isIP(host) === 0;
  if (!host || isWrongAddress || port < 1 || port > 65_535) throw new Error(`must be ${RIGHT}`);
  if (isLoopback(host)) throw new Error(`${host} ${OWN_LOOPBACK}`);
  return { url: `${secure ? 'https' : 'http'}://${host}:${port}`, host, port, secure };
}

const lookUp: Lookup = async (host) => (await lookup(host, { family: 4 })).address;

/** Where it is now. Throws an Error for a person when its name leads nowhere that a machine could go. */
export async function placeOf(
  { url, host, port }: RegistryMirror,
  look: Lookup = lookUp,
): Promise<MirrorPlace> {
  if (isIPv4(host)) return { url, address: host, port };
  const address = await look(host).catch((error: Error) => {
    throw new Error(`The name ${host} has no IPv4 address here (${error.message})`, { cause: error });
  });
  if (isLoopback(address)) throw new Error(`The name ${host} leads to ${address}, which ${OWN_LOOPBACK}`);
  return { url, address, port };
}

/** A mirror that answers does so within a moment. */
const PATIENCE_MS = 3_000;
const MEND =
  'Start it, and let this host and its sandboxes through the firewall in front of it; or start Sandlot without SANDLOT_REGISTRY_MIRROR. docs/admins.md shows how to run one.';

/** Asks whether it answers as a registry to everybody. Never rejects. */
export async function askMirror(mirror: RegistryMirror, look?: Lookup): Promise<Finding> {
  const name = 'Registry mirror';
  const failed = (reason: string, remedy: string): Finding => ({ name, ok: false, reason, remedy });
  try {
    await placeOf(mirror, look);
  } catch (error) {
    return failed(`${(error as Error).message}.`, 'Name it by its IPv4 address in SANDLOT_REGISTRY_MIRROR.');
  }
  const { url } = mirror;
  const answer = await ask(`${url}/v2/`);
  if (typeof answer === 'string') return failed(`${url} does not answer: ${answer}.`, MEND);
  if (answer === 401 || answer === 403)
    return failed(
      `${url} wants a login (it answers ${answer}), and machines have none.`,
      'Let the cache serve your network without one: machines reach nothing else of it.',
    );
  if (answer !== 200)
    return failed(`${url} answers /v2/ with ${answer}: that is no registry.`, `Let it be ${RIGHT}.`);
  const reason = `${url} answers as a registry: Docker in sandboxes pulls through it.`;
  return { name, ok: true, reason, remedy: '' };
}

/** The status, or why there is none. */
async function ask(url: string): Promise<number | string> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    const { message, cause } = error as Error;
    return (cause instanceof Error && cause.message) || message;
  }
}

const HTTP = 'http://';

/** Docker's own configuration (daemon.json) of an engine that pulls through the mirror. */
export function mirrorConfiguration({ url }: MirrorPlace): string {
  const insecure = url.startsWith(HTTP) ? { 'insecure-registries': [url.slice(HTTP.length)] } : {};
  return `${JSON.stringify({ 'registry-mirrors': [url], ...insecure }, null, 2)}\n`;
}

/** The mirror's line in /etc/hosts of a machine, as the engine wants it; none when it is named by its address. */
export function mirrorHosts({ url, address }: MirrorPlace): string[] {
  const { hostname } = new URL(url);
  return hostname === address ? [] : [`${hostname}:${address}`];
}
