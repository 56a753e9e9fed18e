/** A broker's terminal end over a real WebSocket, whose every frame a test decides. */
import type { AddressInfo } from 'node:net';
import { type ClientFrame, decodeClient, encodeServer, type ServerFrame } from '@sandlot/protocol';
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws';

export interface Line {
  frames: ClientFrame[];
  send(frame: ServerFrame): void;
  sendRaw(bytes: Uint8Array): void;
  close(code: number, reason?: string): void;
  /** Ends the connection as a broken cable does. */
  cut(): void;
}

export class BrokerStand {
  readonly #server: WebSocketServer;
  readonly lines: Line[] = [];

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on('connection', (socket) => this.lines.push(line(socket)));
  }

  static async start(): Promise<BrokerStand> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    const stand = new BrokerStand(server);
    await new Promise((resolve) => server.once('listening', resolve));
    return stand;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/ws/terminal`;
  }

  async stop(): Promise<void> {
    for (const client of this.#server.clients) client.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function line(socket: ServerSocket): Line {
  const frames: ClientFrame[] = [];
  socket.on('message', (data: Buffer) => frames.push(decodeClient(new Uint8Array(data))));
  return {
    frames,
    send: (frame) => socket.send(encodeServer(frame)),
    sendRaw: (bytes) => socket.send(bytes),
    close: (code, reason) => socket.close(code, reason),
    cut: () => socket.terminate(),
  };
}
