/**
 * Node's HTTP client over connections to ports of machines. Keeps a connection for the next request a little while,
 * and counts those of each sandbox. Knows no preview and no browser.
 */
import { Agent, type ClientRequest, type ClientRequestArgs } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SandboxRuntime } from '@sandlot/sandbox';

/** A connection that waits for its next request is closed after this. */
const KEPT_MS = 4_000;

export interface PortAddress {
  sandboxId: string;
  machine: string;
  port: number;
}

/** There are as many connections to one sandbox as there may be. */
export class TooManyConnections extends Error {}

/** Kept ones, and when they are closed. */
const waiting = new WeakMap<Duplex, NodeJS.Timeout>();

export class PortAgent extends Agent {
  readonly #connect: SandboxRuntime['connect'];
  readonly #most: number;
  /** A symbol holds the place of one that is being made. */
  readonly #open = new Map<string, Set<Duplex | symbol>>();

  /** `most` connections to one sandbox at once. */
  constructor(connect: SandboxRuntime['connect'], most: number) {
    super({ keepAlive: true, maxFreeSockets: 6 });
    this.#connect = connect;
    this.#most = most;
  }

  /** A port as the client's options have it. */
  static options({ sandboxId, machine, port }: PortAddress): { host: string; port: number } {
    return { host: `${machine}.${sandboxId}`, port };
  }

  /** Connections to a sandbox now. */
  open(sandboxId: string): number {
    return this.#open.get(sandboxId)?.size ?? 0;
  }

  /** Closes what waits there for a next request. */
  closeWaiting(address: PortAddress): void {
    const name = this.getName(PortAgent.options(address));
    for (const socket of this.freeSockets[name] ?? []) socket.destroy();
  }

  /** Breaks off all that goes to a sandbox, or to all. */
  breakOff(sandboxId?: string): void {
    for (const [id, streams] of this.#open)
      if (sandboxId === undefined || id === sandboxId)
        for (const one of streams) if (typeof one !== 'symbol') one.destroy();
  }

  override createConnection(
    { host, port }: ClientRequestArgs,
    done: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const [machine = '', sandboxId = ''] = String(host).split('.');
    this.#begin({ sandboxId, machine, port: Number(port) }).then(
      (stream) => done(null, stream),
      (error) => done(error, undefined as unknown as Duplex),
    );
  }

  async #begin({ sandboxId, machine, port }: PortAddress): Promise<Duplex> {
    const open = this.#open.get(sandboxId) ?? new Set<Duplex | symbol>();
    if (open.size >= this.#most) dropWaiting(open);
    if (open.size >= this.#most) throw new TooManyConnections();
    const place = Symbol();
    this.#open.set(sandboxId, open.add(place));
    const leave = (one: Duplex | symbol) => {
      open.delete(one);
      if (open.size === 0) this.#open.delete(sandboxId);
    };
    try {
      const stream = await this.#connect(sandboxId, machine, port);
      open.add(stream);
      stream.on('error', () => {}); // who uses it hears of it; who does not is not ended by it
      stream.once('close', () => leave(stream));
      stream.once('end', () => waiting.has(stream) && stream.destroy());
      return Object.assign(stream, { destroySoon: () => destroySoon(stream) });
    } finally {
      leave(place);
    }
  }

  // The rest is what Node's agent does with sockets of the system's.
  override keepSocketAlive(stream: Duplex): boolean {
    if (stream.readableEnded) return false; // its server has closed it
    waiting.set(stream, setTimeout(() => stream.destroy(), KEPT_MS).unref());
    return true;
  }

  override reuseSocket(stream: Duplex, request: ClientRequest): void {
    clearTimeout(waiting.get(stream));
    waiting.delete(stream);
    request.reusedSocket = true;
  }
}

/** Gives up one that waits for a next request. */
function dropWaiting(open: Set<Duplex | symbol>): void {
  for (const one of open) {
    if (typeof one === 'symbol' || !waiting.has(one)) continue;
    open.delete(one);
    one.destroy();
    return;
  }
}

/** After what was written has gone. */
function destroySoon(stream: Duplex): void {
  if (stream.writableFinished) stream.destroy();
  else stream.once('finish', () => stream.destroy()).end();
}
