/** One terminal of a machine: who has its keyboard, its title, its recording, its end. */
import { type Foreground, type LessonState, Slug, TerminalChange } from '@sandlot/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../errors.ts';
import type { LiveSandbox } from '../sandboxes/live-sandbox.ts';
import type { TerminalKey } from '../terminals/terminal-registry.ts';
import { body } from './body.ts';
import { machineOf, ownSandbox } from './own-sandbox.ts';
import type { Services } from './services.ts';

type TerminalParams = { Params: { id: string; machine: string; name: string } };
const PATH = '/api/sandboxes/:id/terminals/:machine/:name';

export function terminalRoutes(app: FastifyInstance, s: Services): void {
  const { terminals, view } = s;
  const own = async (request: FastifyRequest<TerminalParams>): Promise<[LiveSandbox, TerminalKey]> => {
    const sandbox = await ownSandbox(s, request);
    const { machine, name } = request.params;
    machineOf(sandbox, machine);
    if (!Slug.safeParse(name).success) throw new ApiError('not_found', 'No terminal can have this name.');
    return [sandbox, { sandboxId: sandbox.id, machine, name }];
  };
  const state = (sandbox: LiveSandbox): Promise<LessonState> => view.state(sandbox.userId, sandbox.lesson);

  app.get<TerminalParams>(PATH, async (request): Promise<Foreground> => {
    const [, key] = await own(request);
    return terminals.foreground(key);
  });

  app.patch<TerminalParams>(PATH, async (request) => {
    const [sandbox, key] = await own(request);
    const { title, recording } = body(TerminalChange, request);
    if (title !== undefined) terminals.rename(key, title);
    if (recording !== undefined) await terminals.setRecording(key, recording);
    return state(sandbox);
  });

  app.delete<TerminalParams>(PATH, async (request) => {
    const [sandbox, key] = await own(request);
    terminals.close(key);
    return state(sandbox);
  });
}
