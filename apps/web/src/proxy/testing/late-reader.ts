/** Answers a socket that it is given, and reads from it only when it is told a byte on its standard input. */
import { readSync } from 'node:fs';
import { Socket } from 'node:net';

process.on('message', (_message, socket) => {
  if (!(socket instanceof Socket)) return;
  socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  readSync(0, Buffer.alloc(1));
  socket.once('data', (bytes) => process.send?.(bytes.toString()));
  socket.once('end', () => process.send?.('nothing'));
});
process.on('disconnect', () => process.exit(0));
