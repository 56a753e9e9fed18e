/** What a student's page may ask. Bodies are protocol/http.ts. */
import { CheckBody, LookBody, ResetBody, TerminalBody, type TerminalTicket } from '@sandlot/protocol';
import { TOKEN_LIFE_MS } from '@sandlot/protocol/tokens';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../errors.ts';
import type { LiveSandbox } from '../sandboxes/live-sandbox.ts';
import { body } from './body.ts';
import { type LessonParams, lessonPath } from './lesson-path.ts';
import { machineOf, ownSandbox, type SandboxParams } from './own-sandbox.ts';
import type { Services } from './services.ts';

export function studentRoutes(app: FastifyInstance, s: Services): void {
  const own = (request: FastifyRequest<SandboxParams>) => ownSandbox(s, request);
  const state = (sandbox: LiveSandbox) => s.view.state(sandbox.userId, sandbox.lesson);

  app.get<LessonParams>('/api/lessons/:course/:lesson/state', async (request) =>
    s.view.state(await s.identity.user(request.cookies), lessonPath(request.params)),
  );

  app.post<LessonParams>('/api/lessons/:course/:lesson/start', async (request, reply) => {
    const path = lessonPath(request.params);
    const userId = await s.identity.userOrGuest(request, reply);
    await s.sandboxes.start(userId, path);
    return s.view.state(userId, path);
  });

  app.post<SandboxParams>('/api/sandboxes/:id/reset', async (request) => {
    const sandbox = await own(request);
    await s.sandboxes.reset(sandbox, body(ResetBody, request).machine, sandbox.userId);
    return state(sandbox);
  });

  app.post<SandboxParams>('/api/sandboxes/:id/extend', async (request) => {
    const sandbox = await own(request);
    await s.sandboxes.extend(sandbox, sandbox.userId);
    return state(sandbox);
  });

  app.post<SandboxParams>('/api/sandboxes/:id/check', async (request) => {
    const sandbox = await own(request);
    const checks = s.checks.of(sandbox);
    if (!checks) throw new ApiError('conflict', 'This sandbox is not ready yet; wait a moment.');
    const { task } = body(CheckBody, request);
    if (task !== undefined) await s.view.noteTry(sandbox, task);
    await checks.check(task);
    return state(sandbox);
  });

  app.delete<SandboxParams>('/api/sandboxes/:id', async (request) => {
    const sandbox = await own(request);
    await s.sandboxes.end(sandbox, 'student', 'You ended it. Start again for a clean one.', sandbox.userId);
    return state(sandbox);
  });

  app.post<SandboxParams>('/api/sandboxes/:id/terminals', async (request): Promise<TerminalTicket> => {
    const sandbox = await own(request);
    const { machine, name } = body(TerminalBody, request);
    machineOf(sandbox, machine);
    const claims = { sub: sandbox.userId, sandboxId: sandbox.id, machine, terminal: name };
    return { ticket: await s.tickets.issue(claims), expiresInMs: TOKEN_LIFE_MS.ticket };
  });

  app.post<SandboxParams>('/api/sandboxes/:id/cluster', async (request): Promise<TerminalTicket> => {
    const sandbox = await own(request);
    const { machine } = body(LookBody, request);
    machineOf(sandbox, machine);
    const playground = s.parts.catalogue().playgrounds.get(sandbox.playground);
    if (!playground?.clusters.includes(machine))
      throw new ApiError('not_found', `Machine ${machine} has no cluster: its playground does not say so.`);
    const claims = { sub: sandbox.userId, sandboxId: sandbox.id, machine };
    return { ticket: await s.looks.issue(claims), expiresInMs: TOKEN_LIFE_MS.look };
  });
}
