/** What the admin page may ask, and the internal call that makes its one-time link. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { AuditAction, type AuditPage, EnterBody } from '@sandlot/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../errors.ts';
import type { LiveSandbox } from '../sandboxes/live-sandbox.ts';
import { body } from './body.ts';
import type { Services } from './services.ts';

const LINK_LIFE_MS = 24 * 3_600_000;
const PAGE = 100;
const REMOVED = 'An admin removed it. Start again, or ask your teacher.';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

type SandboxParams = { Params: { id: string } };

export function adminRoutes(app: FastifyInstance, s: Services): void {
  const { parts, identity, sandboxes } = s;

  app.post('/internal/admin-link', async (request) => {
    const given = Buffer.from(sha256(request.headers.authorization ?? ''));
    if (!timingSafeEqual(given, Buffer.from(sha256(`Bearer ${s.internal}`)))) {
      throw new ApiError('unauthorized', 'Only this installation may ask for an admin link.');
    }
    const token = randomBytes(24).toString('base64url');
    const expiresAtMs = parts.now() + LINK_LIFE_MS;
    await parts.db.addAdminLink(sha256(token), expiresAtMs);
    return { token, expiresAtMs };
  });

  app.post('/api/admin/enter', async (request, reply) => {
    const { token } = body(EnterBody, request);
    if (!(await parts.db.useAdminLink(sha256(token), parts.now()))) {
      throw new ApiError(
        'unauthorized',
        'This link was used before, or has expired. Another: npx sandlot admin link',
      );
    }
    const actor = await identity.makeAdmin(request, reply);
    await parts.db.addAudit({ atMs: parts.now(), actor, action: 'admin.enter', target: '*', detail: '' });
    return {};
  });

  const asAdmin = async (request: FastifyRequest<SandboxParams>): Promise<[string, LiveSandbox]> => {
    const actor = await identity.mustAdmin(request);
    const sandbox = sandboxes.get(request.params.id);
    if (!sandbox?.alive) throw new ApiError('not_found', 'This sandbox has ended already.');
    return [actor, sandbox];
  };

  app.get('/api/admin/state', async (request) => {
    await identity.mustAdmin(request);
    return s.adminView.state();
  });
  app.post<SandboxParams>('/api/admin/sandboxes/:id/reset', async (request) => {
    const [actor, sandbox] = await asAdmin(request);
    await sandboxes.reset(sandbox, undefined, actor);
    return s.adminView.state();
  });
  app.post<SandboxParams>('/api/admin/sandboxes/:id/extend', async (request) => {
    const [actor, sandbox] = await asAdmin(request);
    await sandboxes.extend(sandbox, actor);
    return s.adminView.state();
  });
  app.delete<SandboxParams>('/api/admin/sandboxes/:id', async (request) => {
    const [actor, sandbox] = await asAdmin(request);
    await sandboxes.end(sandbox, 'admin', REMOVED, actor);
    return s.adminView.state();
  });
  app.delete('/api/admin/sandboxes', async (request) => {
    const actor = await identity.mustAdmin(request);
    await Promise.all(sandboxes.all.map((sandbox) => sandboxes.end(sandbox, 'admin', REMOVED, actor)));
    return s.adminView.state();
  });
  app.get<{ Querystring: { before?: string } }>('/api/admin/audit', async (request): Promise<AuditPage> => {
    await identity.mustAdmin(request);
    const before = request.query.before === undefined ? null : Number(request.query.before);
    if (before !== null && !Number.isSafeInteger(before))
      throw new ApiError('bad_request', 'before: not a number');
    const entries = await parts.db.auditPage(before, PAGE);
    const last = entries.length === PAGE ? (entries.at(-1)?.id ?? null) : null;
    return { entries: entries.map((e) => ({ ...e, action: AuditAction.parse(e.action) })), next: last };
  });
}
