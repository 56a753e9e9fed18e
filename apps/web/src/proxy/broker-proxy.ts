/**
 * The way from the public port to the broker: /api/* and upgrades of /ws/*, and all that is asked of a
 * preview's host. The broker's /internal/* cannot be reached through it. Knows no page.
 */
import { type IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ErrorBody } from '@sandlot/protocol';
import { createProxyServer } from 'httpxy';
import type { HandOverSocket } from './hand-over-socket.ts';

export interface BrokerProxy {
  /** Answers with what the broker says, or with 503 and an ErrorBody when it does not answer. */
  web(request: IncomingMessage, response: ServerResponse): void;
  /** Passes a WebSocket on, or ends the upgrade with 503. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** The same two for a preview's host, which the broker knows by its name. */
  preview(request: IncomingMessage, response: ServerResponse): void;
  previewUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

const DOWN: ErrorBody = {
  error: {
    code: 'engine',
    message:
      'The part of Sandlot that runs the sandboxes does not answer. Nothing is lost; try again in a few seconds.',
  },
};

/** Answers that a person reads. */
const previews = new WeakSet<ServerResponse>();

/** True for a request that belongs to the broker. A path that climbs (`..`, also encoded) belongs to nobody. */
export function isForBroker(url: string | undefined, prefix: '/api/' | '/ws/'): boolean {
  const path = (url ?? '').split('?', 1)[0] ?? '';
  return path.startsWith(prefix) && !/(?:^|[/\\])(?:\.|%2e){1,2}(?:[/\\]|$)|\\|%2f|%5c/i.test(path);
}

/** Replaces whatever a client claims about itself by what is known here. */
export function setForwarded(request: IncomingMessage, origin: URL | null): void {
  for (const name of Object.keys(request.headers)) {
    if (name === 'forwarded' || name.startsWith('x-forwarded-') || name === 'x-real-ip') {
      delete request.headers[name];
    }
  }
  const encrypted = (request.socket as { encrypted?: boolean }).encrypted === true;
  request.headers['x-forwarded-host'] = request.headers.host ?? '';
  request.headers['x-forwarded-proto'] = origin?.protocol.slice(0, -1) ?? (encrypted ? 'https' : 'http');
  request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? '';
}

/** Ends an upgrade with a plain HTTP answer. */
export function refuseUpgrade(socket: Duplex, status: string, said = ''): void {
  socket.on('error', () => socket.destroy());
  if (!socket.writable) return;
  const type = said ? 'content-type: text/plain\r\n' : '';
  const head = `HTTP/1.1 ${status}\r\nconnection: close\r\n${type}content-length: ${Buffer.byteLength(said)}`;
  socket.end(`${head}\r\n\r\n${said}`);
}

/**
 * A proxy to the broker at `target`; `origin` is the public one when an operator has set it. With `handOver` the
 * broker gets a WebSocket's connection itself, and what comes over it takes no way around.
 */
export function createBrokerProxy(
  target: URL,
  origin: URL | null,
  handOver: HandOverSocket | null = null,
): BrokerProxy {
  const proxy = createProxyServer({ target, xfwd: false });
  proxy.on('error', (_error, _request, to) => {
    if (to instanceof ServerResponse) answerDown(to);
    else if (to instanceof Socket && to.bytesWritten === 0) refuseUpgrade(to, '503 Service Unavailable');
    else to?.destroy(); // already a WebSocket: its client sees a cut line, and comes back
  });
  const passUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) =>
    proxy.ws(request, socket as Socket, {}, head).catch(() => socket.destroy());
  return {
    preview(request, response) {
      setForwarded(request, origin);
      previews.add(response);
      proxy.web(request, response).catch(() => answerDown(response));
    },
    previewUpgrade(request, socket, head) {
      setForwarded(request, origin);
      socket.on('error', () => socket.destroy());
      void passUpgrade(request, socket, head);
    },
    web(request, response) {
      setForwarded(request, origin);
      proxy.web(request, response).catch(() => answerDown(response));
    },
    upgrade(request, socket, head) {
      setForwarded(request, origin);
      socket.on('error', () => socket.destroy());
      if (handOver) handOver(request, socket as Socket, head);
      else void passUpgrade(request, socket, head);
    },
  };
}

function answerDown(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (previews.has(response)) {
    response.writeHead(503, {
      'content-type': 'text/plain; charset=utf-8',
      refresh: '2',
      'retry-after': '2',
    });
    response.end(`${DOWN.error.message} This page does so by itself.\n`);
    return;
  }
  response.writeHead(503, { 'content-type': 'application/json; charset=utf-8', 'retry-after': '2' });
  response.end(JSON.stringify(DOWN));
}
