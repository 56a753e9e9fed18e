/** The one public port: security headers on everything, the broker's paths to the broker, the rest to pages. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type BrokerProxy, isForBroker, refuseUpgrade } from './broker-proxy.ts';
import { contentSecurityPolicy, SECURITY_HEADERS } from './security-headers.ts';

export interface PublicServerParts {
  broker: BrokerProxy;
  /** Draws a page, or serves one of its files. */
  pages(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Takes upgrades that are not the broker's; only development has some. */
  otherUpgrades?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  development: boolean;
}

/** A server that is not listening yet. No error of a client's ends the process. */
export function createPublicServer(parts: PublicServerParts): Server {
  const server = createServer((request, response) => {
    response.on('error', () => response.destroy());
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    if (isForBroker(request.url, '/api/')) parts.broker.web(request, response);
    else void page(parts, request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    if (isForBroker(request.url, '/ws/')) parts.broker.upgrade(request, socket, head);
    else if (parts.otherUpgrades) parts.otherUpgrades(request, socket, head);
    else refuseUpgrade(socket, '404 Not Found');
  });
  server.on('clientError', (_error, socket) => refuseUpgrade(socket, '400 Bad Request'));
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
