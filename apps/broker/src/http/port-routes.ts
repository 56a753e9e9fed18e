/** The way from a lesson's page to the preview of a port: a link that only this site's own pages can follow. */
import { isPort } from '@sandlot/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../errors.ts';
import type { PreviewPage } from '../previews/preview-page.ts';
import { ENDED, NOT_YOURS, noDomain, noMachine, noPort } from '../previews/preview-states.ts';
import { askedHost } from './asked-host.ts';
import { originAllowed } from './origin.ts';
import type { Services } from './services.ts';

type PortParams = {
  Params: { id: string; machine: string; port: string };
  Querystring: { path?: string };
};

/** What a page may be: a path of this origin. */
const PATH = /^\/(?!\/)[^\s\\]{0,2000}$/;

export function portRoutes(app: FastifyInstance, s: Services): void {
  /** A page of another site may not send a student to a port: that would be a request in the student's name. */
  const fromOurPage = (request: FastifyRequest): boolean => {
    const from = request.headers['sec-fetch-site'];
    if (from !== undefined) return from === 'same-origin' || from === 'none';
    const referer = request.headers.referer;
    const origin = referer && URL.canParse(referer) ? new URL(referer).origin : undefined;
    return originAllowed(origin, askedHost(request.headers), s.origin);
  };

  app.get<PortParams>('/api/sandboxes/:id/ports/:machine/:port', async (request, reply) => {
    const host = askedHost(request.headers) ?? '';
    const siteOrigin =
      s.origin ?? `${request.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'}://${host}`;
    const sandbox = s.sandboxes.get(request.params.id);
    const show = (page: PreviewPage) => {
      reply.hijack();
      s.previews.show(reply.raw, page, sandbox ? `${siteOrigin}/courses/${sandbox.lesson}` : null);
    };
    const [user, admin] = await Promise.all([
      s.identity.user(request.cookies),
      s.identity.admin(request.cookies),
    ]);
    if (!sandbox?.alive) return show(ENDED);
    const userId = user === sandbox.userId ? user : admin;
    if (userId === null || !fromOurPage(request)) return show(NOT_YOURS);
    const { machine, port } = request.params;
    if (!sandbox.machines.has(machine)) return show(noMachine(machine));
    if (!/^\d+$/.test(port) || !isPort(Number(port))) return show(noPort(port));
    const path = request.query.path ?? '/';
    if (!PATH.test(path)) throw new ApiError('bad_request', 'A page of a port is a path that begins with /.');
    const to = { machine, port: Number(port), path };
    const link = await s.previews.link(sandbox, to, {
      userId,
      siteHost: new URL(siteOrigin).host,
      siteOrigin,
    });
    if (link === null) return show(noDomain(host));
    return reply
      .header('cache-control', 'no-store')
      .header('referrer-policy', 'no-referrer')
      .redirect(link, 303);
  });
}
