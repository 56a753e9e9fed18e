/** The WebSockets of the broker: snapshots of lessons, clusters and all for admins, and terminals. Refuses foreign origins before upgrading. */
import { IncomingMessage, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { CLOSE, HandOver, type Hello, LessonPath, LIMITS } from '@sandlot/protocol';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ClusterPlace } from '../cluster/cluster-views.ts';
import { toRefusal } from '../errors.ts';
import { askedHost } from '../http/asked-host.ts';
import { parseCookies } from '../http/cookies.ts';
import { originAllowed } from '../http/origin.ts';
import type { Services } from '../http/services.ts';
import { Connection, Refused } from '../terminals/connection.ts';
import type { Terminal } from '../terminals/terminal.ts';
import { PushSocket } from './push-socket.ts';

const PING_EVERY_MS = 20_000;
const ADMIN_EVERY_MS = 2_000;
/** A cluster may change a hundred times in a second. */
const CLUSTER_GATHER_MS = 150;
/** ws itself ends a connection above this; between LIMITS.clientFrameBytes and this we say why. */
const MAX_PAYLOAD_BYTES = 4 * LIMITS.clientFrameBytes;

/** Answers an upgrade that is not to be, in HTTP. */
function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

export class SocketServer {
  readonly #s: Services;
  readonly #wss = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_PAYLOAD_BYTES,
  });
  readonly #lessons = new Map<string, Set<PushSocket>>();
  readonly #admins = new Set<PushSocket>();
  readonly #alive = new WeakSet<WebSocket>();
  readonly #timers: NodeJS.Timeout[];

  constructor(services: Services, server: Server) {
    this.#s = services;
    services.sandboxes.listen({ changed: (sandbox) => this.#changed(sandbox.userId, sandbox.lesson) });
    server.on('upgrade', (request, socket, head) => this.#begin(request, socket, head));
    this.#timers = [
      setInterval(() => this.#ping(), PING_EVERY_MS),
      setInterval(() => this.#sample(), ADMIN_EVERY_MS),
    ];
  }

  /** Serves a connection whose upgrade a web server has read. */
  take(message: unknown, socket: Socket): void {
    const handed = HandOver.safeParse(message);
    if (!handed.success) {
      socket.destroy();
      return;
    }
    const { url, headers, head } = handed.data;
    const request = Object.assign(new IncomingMessage(socket), { method: 'GET', url, headers });
    this.#begin(request, socket, Buffer.from(head, 'base64'));
  }

  /** Tells everybody that the engine went or came back. */
  pokeAll(): void {
    for (const pushes of this.#lessons.values()) for (const push of pushes) push.poke();
    for (const push of this.#admins) push.poke();
  }

  /** Closes every connection with the code that makes clients come back. */
  close(): void {
    this.#timers.forEach(clearInterval);
    for (const socket of this.#wss.clients) socket.close(CLOSE.restarting, 'The platform restarts.');
    this.#wss.close();
  }

  #begin(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const { previews } = this.#s;
    const upgrade = previews.takes(request)
      ? previews.upgrade(request, socket, head)
      : this.#upgrade(request, socket, head);
    upgrade.catch((error) => {
      this.#s.parts.log.error({ error, url: request.url }, 'upgrade failed');
      refuse(socket, '500 Internal Server Error');
    });
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { origin, identity } = this.#s;
    const url = new URL(request.url ?? '/', 'http://broker');
    if (!originAllowed(request.headers.origin, askedHost(request.headers), origin)) {
      return refuse(socket, '403 Forbidden');
    }
    const cookies = parseCookies(request.headers.cookie);
    const accept = (then: (ws: WebSocket) => void) =>
      this.#wss.handleUpgrade(request, socket, head, (ws) => {
        this.#alive.add(ws);
        ws.on('pong', () => this.#alive.add(ws));
        then(ws);
      });
    if (url.pathname === '/ws/terminal') return accept((ws) => this.#terminal(ws));
    if (url.pathname === '/ws/lesson') {
      const path = LessonPath.safeParse(url.searchParams.get('lesson'));
      if (!path.success || !this.#s.parts.catalogue().lessons.has(path.data))
        return refuse(socket, '404 Not Found');
      const userId = await identity.user(cookies);
      return accept((ws) => this.#lesson(ws, userId, path.data));
    }
    if (url.pathname === '/ws/cluster') {
      const place = await this.#lookPlace(url.searchParams.get('ticket') ?? '');
      return accept((ws) => this.#cluster(ws, place));
    }
    if (url.pathname === '/ws/admin') {
      if (!(await identity.admin(cookies))) return refuse(socket, '401 Unauthorized');
      return accept((ws) => this.#admin(ws));
    }
    return refuse(socket, '404 Not Found');
  }

  #terminal(ws: WebSocket): void {
    new Connection(ws, (hello) => this.#admit(hello));
  }

  async #admit(hello: Hello): Promise<Terminal> {
    const { tickets, sandboxes, terminals, parts } = this.#s;
    try {
      const { sub, sandboxId, machine, terminal } = await tickets.redeem(hello.ticket);
      const sandbox = sandboxes.get(sandboxId);
      if (!sandbox?.alive) throw new Refused(CLOSE.gone, 'The sandbox has ended.');
      if (sandbox.userId !== sub)
        throw new Refused(CLOSE.ticket, 'This ticket is for somebody else’s sandbox.');
      if (sandbox.machines.get(machine)?.state !== 'ready') {
        throw new Refused(CLOSE.gone, `Machine ${machine} is not ready.`);
      }
      return await terminals.get({ sandboxId, machine, name: terminal }, hello);
    } catch (error) {
      const { refused, known } = toRefusal(error);
      if (!known) parts.log.error({ error }, 'terminal');
      throw refused;
    }
  }

  #lesson(ws: WebSocket, userId: string | null, path: string): void {
    const { view, sandboxes, checks, parts } = this.#s;
    const failed = (error: unknown) => parts.log.error({ error, lesson: path }, 'snapshot');
    const push = new PushSocket(ws, () => view.state(userId, path), failed);
    if (!userId) return;
    const key = `${userId} ${path}`;
    const all = this.#lessons.get(key) ?? new Set();
    this.#lessons.set(key, all.add(push));
    const first = !sandboxes.presence.has(userId, path);
    const leave = sandboxes.presence.open(userId, path);
    const sandbox = sandboxes.of(userId, path);
    if (first && sandbox) checks.of(sandbox)?.renew();
    ws.on('close', () => {
      all.delete(push);
      if (all.size === 0 && this.#lessons.get(key) === all) this.#lessons.delete(key);
      leave();
      const left = sandboxes.of(userId, path);
      if (left) left.lastSeenMs = parts.now();
    });
  }

  /** What a ticket lets its page look at, or why not: the page learns it by a close code. */
  async #lookPlace(ticket: string): Promise<ClusterPlace | Refused> {
    const { looks, sandboxes, parts } = this.#s;
    try {
      const { sub, sandboxId, machine } = await looks.redeem(ticket);
      const sandbox = sandboxes.get(sandboxId);
      const live = sandbox?.machines.get(machine);
      if (!sandbox?.alive || sandbox.userId !== sub || !live)
        return new Refused(CLOSE.gone, 'The sandbox has ended.');
      return { sandboxId, machine, user: live.spec.user };
    } catch (error) {
      const { refused, known } = toRefusal(error);
      if (!known) parts.log.error({ error }, 'cluster');
      return refused;
    }
  }

  #cluster(ws: WebSocket, place: ClusterPlace | Refused): void {
    ws.on('error', () => ws.terminate());
    try {
      if (place instanceof Refused) throw place;
      const { clusters, parts } = this.#s;
      const look = clusters.look(place, {
        changed: () => push.poke(),
        ended: () => ws.close(CLOSE.gone, 'The sandbox has ended.'),
      });
      ws.on('close', () => look.leave());
      const failed = (error: unknown) => parts.log.error({ error, ...place }, 'cluster snapshot');
      const push: PushSocket = new PushSocket(ws, async () => look.state(), failed, CLUSTER_GATHER_MS);
    } catch (error) {
      const { refused } = toRefusal(error);
      ws.close(refused.code, refused.message);
    }
  }

  #admin(ws: WebSocket): void {
    const { adminView, parts } = this.#s;
    const push = new PushSocket(
      ws,
      () => adminView.state(),
      (error) => parts.log.error({ error }, 'admin snapshot'),
    );
    this.#admins.add(push);
    ws.on('close', () => this.#admins.delete(push));
    this.#sample();
  }

  #changed(userId: string, lesson: string): void {
    for (const push of this.#lessons.get(`${userId} ${lesson}`) ?? []) push.poke();
    for (const push of this.#admins) push.poke();
  }

  #sample(): void {
    if (this.#admins.size === 0) return;
    this.#s.adminView
      .sample()
      .catch((error) => this.#s.parts.log.warn({ error }, 'stats'))
      .finally(() => {
        for (const push of this.#admins) push.poke();
      });
  }

  /** A peer that has not answered since the last ping is gone: a cut line says nothing by itself. */
  #ping(): void {
    for (const socket of this.#wss.clients) {
      if (!this.#alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }
}
