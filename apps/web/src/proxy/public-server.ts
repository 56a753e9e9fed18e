/**
 * The one public port: what is asked of a preview's host goes to the broker, before all else and as it is; then security
 * headers on everything, the broker's paths to the broker, the rest to pages.
 */
import { randomBytes } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  maxHeaderSize,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { readPreviewHost } from '@sandlot/protocol';
import { type BrokerProxy, isForBroker, refuseUpgrade } from './broker-proxy.ts';
import { contentSecurityPolicy, SECURITY_HEADERS } from './security-headers.ts';

/** Node's own limit. */
const LARGE = `A request may have ${maxHeaderSize / 1024} KiB of headers. Often it is too many cookies: remove some of this site.\n`;

export interface PublicServerParts {
  broker: BrokerProxy;
  /** Draws a page, or serves one of its files. */
  pages(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Takes upgrades that are not the broker's; only development has some. */
  otherUpgrades?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** What previews are below, beside localhost. */
  previewDomain: string | null;
  development: boolean;
}

/** A server that is not listening yet. No error of a client's ends the process. */
export function createPublicServer(parts: PublicServerParts): Server {
  const isPreview = ({ headers }: IncomingMessage) =>
    readPreviewHost(headers.host, parts.previewDomain) !== null;
  const server = createServer((request, response) => {
    response.on('error', () => response.destroy());
    if (isPreview(request)) {
      parts.broker.preview(request, response);
      return;
    }
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    if (isForBroker(request.url, '/api/')) parts.broker.web(request, response);
    else void page(parts, request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    if (isPreview(request)) parts.broker.previewUpgrade(request, socket, head);
    else if (isForBroker(request.url, '/ws/')) parts.broker.upgrade(request, socket, head);
    else if (parts.otherUpgrades) parts.otherUpgrades(request, socket, head);
    else refuseUpgrade(socket, '404 Not Found');
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const large = error.code === 'HPE_HEADER_OVERFLOW';
    refuseUpgrade(
      socket,
      large ? '431 Request Header Fields Too Large' : '400 Bad Request',
      large ? LARGE : '',
    );
  });
  return server;
}

/** Next finds the nonce in the request's policy, and puts it on its own scripts. */
async function page(parts: PublicServerParts, request: IncomingMessage, response: ServerResponse) {
  const nonce = randomBytes(16).toString('base64');
  const policy = contentSecurityPolicy(nonce, parts.development);
  request.headers['content-security-policy'] = policy;
  delete request.headers['content-security-policy-report-only'];
  request.headers['x-nonce'] = nonce;
  response.setHeader('content-security-policy', policy);
  try {
    await parts.pages(request, response);
  } catch (error) {
    console.error('A page failed:', error);
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { 'content-type': 'text/plain' }).end('This page failed. Try again.\n');
  }
}
