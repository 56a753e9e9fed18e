/**
 * The public server: Next's pages, and the broker behind /api and /ws, on one port.
 * `node apps/web/server.ts` after `next build`.
 */
import { createServer } from 'node:http';
import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { readEnvironment, runInProduction } from './src/environment.ts';
import { createBrokerProxy } from './src/proxy/broker-proxy.ts';
import { handOverSocket } from './src/proxy/hand-over-socket.ts';
import { createPublicServer } from './src/proxy/public-server.ts';

const dir = import.meta.dirname;
enableCompileCache(path.join(dir, '.next/cache/compile'));
runInProduction();
process.chdir(dir); // Next looks for its build, and readEnvironment for the root, from here
const environment = readEnvironment();

const { default: next } = await import('next');
const app = next({
  dev: environment.development,
  dir,
  hostname: environment.host,
  port: environment.port,
  httpServer: createServer(), // never listens: it keeps Next's own upgrade listener away from ours
});
await app.prepare();

const server = createPublicServer({
  broker: createBrokerProxy(
    environment.brokerUrl,
    environment.origin,
    environment.handOver ? handOverSocket : null,
  ),
  pages: app.getRequestHandler(),
  previewDomain: environment.previewDomain,
  ...(environment.development ? { otherUpgrades: app.getUpgradeHandler() } : {}),
  development: environment.development,
});

server.on('error', (error: NodeJS.ErrnoException) => {
  const place = `${environment.host}:${environment.port}`;
  console.error(
    error.code === 'EADDRINUSE'
      ? `Port ${place} is taken by another program. Stop it, or set SANDLOT_PORT to a free port.`
      : `The web server cannot listen on ${place}: ${error.message}`,
  );
  process.exit(1);
});
server.listen(environment.port, environment.host, () => {
  console.log(`Pages are served on http://${environment.host}:${environment.port}`);
});

const stop = () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
  setTimeout(() => process.exit(0), 500); // upgraded sockets are no longer the server's to close
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.once('disconnect', stop); // the launcher is gone
