// Stands in for the broker as the one that is given sockets: says back over each what it reads from it first.
import { Socket } from 'node:net';
import process from 'node:process';

process.on('message', (_message, socket) => {
  if (!(socket instanceof Socket)) return;
  socket.once('data', (bytes) => socket.end(bytes));
  socket.once('end', () => socket.end('nothing'));
});
process.on('disconnect', () => process.exit(0));
