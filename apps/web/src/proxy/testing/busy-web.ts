/** A web server that gives each upgrade away and is busy from then on, until it is told a byte on its standard input. */
import { readSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { handOverSocket } from '../hand-over-socket.ts';

const server = createServer();
server.on('upgrade', (request, socket, head) => {
  handOverSocket(request, socket as Socket, head);
  readSync(0, Buffer.alloc(1));
  // By the second one it has looked at what has come over its sockets meanwhile.
  setImmediate(() => setImmediate(() => process.send?.('looked')));
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
