/** Which headers pass between a browser and a student's server, and how they are changed. Pure. */
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { COOKIE } from '@sandlot/protocol';

/** What a server hears of itself: as if a browser of its own machine had asked. */
export interface Seen {
  machine: string;
  port: number;
  /** The preview's own origin. */
  origin: string;
}

const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
/** Would reach beyond this one preview: to its whole domain, to other ports, to the time after the sandbox. */
const NOT_FROM_A_SANDBOX = [
  'strict-transport-security',
  'clear-site-data',
  'alt-svc',
  'public-key-pins',
  'public-key-pins-report-only',
  'nel',
  'report-to',
];
const OURS = new Set<string>(Object.values(COOKIE));

function endToEnd(headers: NodeJS.Dict<string[]>): OutgoingHttpHeaders {
  const named = (headers.connection ?? []).flatMap((line) => line.toLowerCase().split(/\s*,\s*/));
  const left = new Set([...HOP_BY_HOP, ...named]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !left.has(name)));
}

/** As a program on the machine would name the server. */
export const localHost = (port: number): string => (port === 80 ? 'localhost' : `localhost:${port}`);

/** The cookies that are the student's own. */
function othersCookies(header: string | undefined): string {
  const pairs = (header ?? '').split(/;\s*/);
  return pairs.filter((pair) => pair && !OURS.has(pair.split('=', 1)[0]?.trim() ?? '')).join('; ');
}

/** What a student's server gets of a request. `upgrade`: it asks for another protocol, like WebSocket. */
export function requestHeaders(request: IncomingMessage, seen: Seen, upgrade = false): OutgoingHttpHeaders {
  const given: IncomingHttpHeaders = request.headers;
  const headers = endToEnd(request.headersDistinct);
  const own = `http://${localHost(seen.port)}`;
  headers.host = localHost(seen.port);
  if (given.origin === seen.origin) headers.origin = own;
  if (given.referer?.startsWith(`${seen.origin}/`))
    headers.referer = own + given.referer.slice(seen.origin.length);
  const cookies = othersCookies(given.cookie);
  if (cookies) headers.cookie = cookies;
  else delete headers.cookie;
  delete headers.expect; // we have said "go on" already
  if (given['transfer-encoding']) headers['transfer-encoding'] = 'chunked';
  if (upgrade) Object.assign(headers, { connection: 'Upgrade', upgrade: given.upgrade });
  return headers;
}

/** A cookie of a student's server, of its own host alone; null for one that has our name. */
function ownCookie(line: string): string | null {
  const [pair = '', ...attributes] = line.split(';');
  if (OURS.has(pair.split('=', 1)[0]?.trim() ?? '')) return null;
  return [pair, ...attributes.filter((one) => !/^\s*domain\s*(=|$)/i.test(one))].join(';');
}

/** Addresses by which a server means itself lead to its preview. */
function ownLocation(location: string, { machine, port, origin }: Seen): string {
  const [, host = '', rest = ''] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(location) ?? [];
  const itself = ['localhost', '127.0.0.1', '[::1]', '0.0.0.0', machine].some(
    (name) => host === `${name}:${port}` || (port === 80 && host === name),
  );
  return itself ? origin + rest : location;
}

/** What a browser gets of an answer. */
export function responseHeaders(response: IncomingMessage, seen: Seen, upgrade = false): OutgoingHttpHeaders {
  const headers = endToEnd(response.headersDistinct);
  for (const name of NOT_FROM_A_SANDBOX) delete headers[name];
  const cookies = (response.headers['set-cookie'] ?? []).flatMap((line) => ownCookie(line) ?? []);
  delete headers['set-cookie'];
  if (cookies.length > 0) headers['set-cookie'] = cookies;
  if (response.headers.location) headers.location = ownLocation(response.headers.location, seen);
  headers['referrer-policy'] ??= 'same-origin'; // the address stays between this browser and us
  if (upgrade) Object.assign(headers, { connection: 'Upgrade', upgrade: response.headers.upgrade });
  return headers;
}
