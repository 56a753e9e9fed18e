/** The HTTP side of the broker: identity, origin, routes, errors. Knows no engine. */
import { createServer, type RequestListener } from 'node:http';
import cookie from '@fastify/cookie';
import type { HostInfo } from '@sandlot/protocol';
import fastify, { type FastifyInstance } from 'fastify';
import { ApiError, toHttp } from '../errors.ts';
import { cannotRun } from '../sandboxes/cannot-run.ts';
import { adminRoutes } from './admin-routes.ts';
import { askedHost } from './asked-host.ts';
import { fileRoutes } from './file-routes.ts';
import { originAllowed } from './origin.ts';
import { portRoutes } from './port-routes.ts';
import { recordingRoutes } from './recording-routes.ts';
import type { Services } from './services.ts';
import { studentRoutes } from './student-routes.ts';
import { taskRoutes } from './task-routes.ts';
import { terminalRoutes } from './terminal-routes.ts';

const BODY_BYTES = 64 * 1024;

function hostInfo(s: Services): HostInfo {
  const { runtime, catalogue } = s.parts;
  const found: Pick<HostInfo, 'cannotRun' | 'engineInside'> = { cannotRun: {}, engineInside: {} };
  for (const [name, playground] of catalogue().playgrounds) {
    const cannot = cannotRun(s.parts, playground);
    if (cannot) found.cannotRun[name] = cannot;
    const inside = runtime.engineInside(playground.machines);
    if (inside && !cannot) found.engineInside[name] = inside;
  }
  return { runtime: runtime.kind, why: s.why, engineUp: runtime.engineUp, ...found };
}

/** What is asked of a preview's host never reaches the API. */
const server = ({ previews, parts }: Services, api: RequestListener) =>
  createServer((request, response) => {
    if (!previews.takes(request)) return api(request, response);
    previews.serve(request, response).catch((error) => {
      parts.log.error({ error, url: request.url }, 'a preview failed');
      response.destroy();
    });
  });

/** Builds the server; listen() is the caller's. */
export async function httpServer(s: Services): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_BYTES,
    forceCloseConnections: true,
    serverFactory: (api) => server(s, api),
  });
  await app.register(cookie);
  app.setErrorHandler((error, request, reply) => {
    const { status, body, known } = toHttp(error);
    if (!known) s.parts.log.error({ error, url: request.url }, 'request failed');
    return reply.status(status).send(body);
  });
  app.setNotFoundHandler(() => {
    throw new ApiError('not_found', 'There is nothing at this address.');
  });
  app.addHook('onRequest', async (request) => {
    const changes = request.method !== 'GET' && request.method !== 'HEAD';
    if (!changes || request.url.startsWith('/internal/')) return;
    if (!originAllowed(request.headers.origin, askedHost(request.headers), s.origin)) {
      throw new ApiError('forbidden', 'This request does not come from a page of this installation.');
    }
  });
  app.get('/api/health', async () => ({ ok: true, engineUp: s.parts.runtime.engineUp }));
  app.get('/api/host', async () => hostInfo(s));
  studentRoutes(app, s);
  taskRoutes(app, s);
  terminalRoutes(app, s);
  fileRoutes(app, s);
  portRoutes(app, s);
  recordingRoutes(app, s);
  adminRoutes(app, s);
  return app;
}
