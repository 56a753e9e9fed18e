/** Passes requests and upgrades on to a port of a machine, and the answers back, as they come. Knows no cookie. */
import { request as ask, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream';
import type { Parts } from '../parts.ts';
import { requestHeaders, responseHeaders, type Seen } from './forwarded-headers.ts';
import { IdleWatch } from './idle.ts';
import { type PortAddress, PortAgent } from './port-agent.ts';
import type { PreviewPage } from './preview-page.ts';
import { failed, silent } from './preview-states.ts';
import type { Admitted } from './previews.ts';

type Tell = (response: ServerResponse, page: PreviewPage, admitted: Admitted) => void;

const ignore = () => {};

export class Forwarder {
  readonly #agent: PortAgent;
  readonly #limits: { connections: number; idleMs: number };
  readonly #tell: Tell;

  /** `tell` shows a page in the place of an answer that does not come. */
  constructor({ runtime, limits }: Pick<Parts, 'runtime' | 'limits'>, tell: Tell) {
    this.#limits = { connections: limits.previewConnections, idleMs: limits.previewIdleMs };
    this.#agent = new PortAgent(runtime.connect.bind(runtime), this.#limits.connections);
    this.#tell = tell;
  }

  web(request: IncomingMessage, response: ServerResponse, admitted: Admitted): void {
    const { seen, place } = known(admitted);
    const { idleMs, connections } = this.#limits;
    const outgoing = this.#ask(request, place, seen, false);
    let over = false;
    const end = () => {
      over = true;
      watch.stop();
      response.off('close', end);
      request.unpipe(outgoing);
      outgoing.destroy(); // the browser has gone, or has all that it gets from here
    };
    const fail = (page: PreviewPage) => {
      end();
      request.resume();
      this.#tell(response, page, admitted);
    };
    const watch = new IdleWatch(idleMs, () => fail(silent(place.port, place.machine, idleMs)));
    watch.add(request);
    response.once('close', end);
    outgoing.on('error', (error) => {
      if (over) return;
      if (!this.#mayRepeat(request, response, outgoing)) return fail(failed(error, place, connections));
      end();
      this.#agent.closeWaiting(place);
      this.web(request, response, admitted);
    });
    outgoing.on('close', () => {
      // A server that changes to another protocol, unasked, is no error to Node.
      if (!over && !response.headersSent) fail(failed(new Error('no answer'), place, connections));
    });
    outgoing.on('response', (incoming) => {
      admitted.answered();
      watch.add(incoming);
      try {
        const { statusCode = 502, statusMessage } = incoming;
        response.writeHead(statusCode, statusMessage, responseHeaders(incoming, seen));
      } catch (error) {
        fail(failed(error, place, connections)); // what may be read as an answer may not all be written as one
        return;
      }
      response.flushHeaders(); // the first byte may be long in coming
      pipeline(incoming, response, ignore);
    });
    request.pipe(outgoing);
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, admitted: Admitted): void {
    const { seen, place } = known(admitted);
    const outgoing = this.#ask(request, place, seen, true);
    const watch = new IdleWatch(this.#limits.idleMs, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      watch.stop();
      outgoing.destroy();
    });
    outgoing.on('error', (error) => {
      if (!socket.writable) return;
      const { status, title, text } = failed(error, place, this.#limits.connections);
      socket.end(`HTTP/1.1 ${status} Failed\r\nconnection: close\r\n\r\n${title}. ${text}\n`);
    });
    outgoing.on('upgrade', (incoming, stream, first) => {
      stream.on('error', () => socket.destroy());
      stream.once('close', () => socket.destroy());
      socket.once('close', () => stream.destroy());
      if (socket.destroyed) return stream.destroy();
      admitted.answered();
      socket.write(Buffer.concat([headOf(incoming, seen, true), first]));
      if (head.length > 0) stream.write(head);
      socket.pipe(stream).pipe(socket);
      for (const one of [socket, stream]) watch.add(one);
    });
    outgoing.on('response', (incoming) => {
      incoming.on('error', () => socket.destroy());
      socket.write(headOf(incoming, seen, false));
      incoming.pipe(socket);
    });
    outgoing.end();
  }

  close(): void {
    this.#agent.breakOff();
    this.#agent.destroy();
  }

  #ask(request: IncomingMessage, place: PortAddress, seen: Seen, upgrade: boolean): ClientRequest {
    return ask({
      ...PortAgent.options(place),
      agent: this.#agent,
      method: request.method ?? 'GET',
      path: request.url?.startsWith('/') ? request.url : '/',
      headers: requestHeaders(request, seen, upgrade),
      setHost: false,
    });
  }

  /** A kept connection may be closed by the server just as we use it again. */
  #mayRepeat(
    { method, headers }: IncomingMessage,
    response: ServerResponse,
    outgoing: ClientRequest,
  ): boolean {
    const body = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
    return outgoing.reusedSocket && !response.headersSent && !body && (method === 'GET' || method === 'HEAD');
  }
}

function known({ sandbox, name, origin }: Admitted): { seen: Seen; place: PortAddress } {
  const { machine, port } = name;
  return { seen: { machine, port, origin }, place: { sandboxId: sandbox.id, machine, port } };
}

/** The head of an answer, for a connection that is ours to write on. */
function headOf(incoming: IncomingMessage, seen: Seen, upgrade: boolean): Buffer {
  const headers = Object.entries({
    ...responseHeaders(incoming, seen, upgrade),
    ...(upgrade ? {} : { connection: 'close' }),
  });
  const lines = headers.flatMap(([name, value]) => [value ?? []].flat().map((one) => `${name}: ${one}`));
  const reason = incoming.statusMessage?.replace(/[^ -~]/g, '');
  return Buffer.from([`HTTP/1.1 ${incoming.statusCode} ${reason}`, ...lines, '', ''].join('\r\n'), 'latin1');
}
