/** Gives a browser's WebSocket to the broker, over the launcher that has started both. */
import type { IncomingMessage } from 'node:http';
import type { Server, Socket } from 'node:net';
import { type HandOver, leaveUnread } from '@sandlot/protocol';

export type HandOverSocket = (request: IncomingMessage, socket: Socket, head: Buffer) => void;

/** The connection is no longer this process's: who takes it answers the upgrade, or refuses it. */
export const handOverSocket: HandOverSocket = (request, socket, head) => {
  leaveUnread(socket);
  const headers = Object.entries(request.headers).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const message: HandOver = {
    url: request.url ?? '/',
    headers: Object.fromEntries(headers),
    head: head.toString('base64'),
  };
  // Else Node keeps an account of it for the server, here and at its new owner.
  (socket as { server?: Server | null }).server = null;
  if (!process.connected) socket.destroy();
  else
    process.send?.(message, socket, {}, (error) => {
      if (error) socket.destroy();
    });
};
