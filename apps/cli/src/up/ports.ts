/** Ports: whether one may be listened on, and finding a free one. */
import { createServer } from 'node:net';
import { Failure } from '../failure.ts';

/** A free port of loopback. */
export async function freePort(): Promise<number> {
  return tryPort('127.0.0.1', 0);
}

/** The first port of `host` from `first` on that is free. Throws when none is. */
export async function freePortFrom(host: string, first: number): Promise<number> {
  for (let port = first; port < first + 100; port++)
    if (await tryPort(host, port).catch(() => null)) return port;
  throw new Failure(`No port of ${host} from ${first} to ${first + 99} is free. Name one with --port.`);
}

/** Makes sure that pages can be served on `host`:`port`. Throws a Failure. */
export async function expectFreePort(host: string, port: number): Promise<void> {
  try {
    await tryPort(host, port);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE')
      throw new Failure(
        `Port ${port} of ${host} is used by another program. Stop that program, or take another port: npm start -- --port ${port === 65535 ? 4300 : port + 1}`,
      );
    if (code === 'EACCES')
      throw new Failure(
        `User ${process.getuid?.()} may not listen on port ${port}. Take one above 1023: npm start -- --port 4300`,
      );
    throw new Failure(
      `This machine cannot listen on ${host} (${code}). Set SANDLOT_HOST to one of its own addresses; 127.0.0.1 serves this machine alone, 0.0.0.0 every network.`,
    );
  }
}

function tryPort(host: string, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once('error', reject);
  server.listen({ host, port, exclusive: true }, () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
  });
  return promise;
}
