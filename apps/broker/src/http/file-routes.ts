/** Files onto a machine and off it. */
import { posix } from 'node:path';
import { FILE_BYTES } from '@sandlot/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../errors.ts';
import { attachment } from '../files/attachment.ts';
import { filePath } from '../files/file-path.ts';
import { type FilePlace, putFile, takeFile } from '../files/machine-files.ts';
import { drain, readBody } from '../files/read-body.ts';
import { Transfers } from '../files/transfers.ts';
import { machineOf, ownSandbox, type SandboxParams } from './own-sandbox.ts';
import type { Services } from './services.ts';

/** A file may take so long over the line, one way or the other. */
const WITHIN_MS = 120_000;
/** Who is refused while it sends: how long the answer waits for the rest, and when the line is cut. */
const DRAIN = { waitMs: 2_000, cutMs: 10_000 };

type FileRequest = SandboxParams & { Querystring: { machine?: string; path?: string } };

export function fileRoutes(app: FastifyInstance, s: Services): void {
  const transfers = new Transfers();
  const place = async (request: FastifyRequest<FileRequest>): Promise<FilePlace> => {
    const sandbox = await ownSandbox(s, request);
    const { spec, state } = machineOf(sandbox, request.query.machine);
    if (sandbox.state !== 'ready' || state !== 'ready') {
      throw new ApiError('conflict', `Machine ${spec.name} is not ready. Wait for it, or reset it.`);
    }
    const path = filePath(String(request.query.path ?? ''));
    return { sandboxId: sandbox.id, machine: spec.name, user: spec.user, path };
  };

  void app.register(async (files) => {
    // Nothing is read before it is known whose it is and that there is room for it.
    files.removeAllContentTypeParsers();
    files.addContentTypeParser('*', (_request, _body, done) => done(null));

    files.put<FileRequest>('/api/sandboxes/:id/files', async (request, reply) => {
      try {
        const to = await place(request);
        const signal = untilClosed(reply);
        await transfers.enter(to.sandboxId, signal);
        const bytes = await readBody(request.raw, { bytes: FILE_BYTES, withinMs: WITHIN_MS });
        const put = await transfers.move(signal, () => putFile(s.parts.runtime, to, bytes));
        s.checks.activity(to.sandboxId);
        return put;
      } catch (error) {
        await drain(request.raw, DRAIN);
        throw error;
      }
    });

    files.get<FileRequest>('/api/sandboxes/:id/files', async (request, reply) => {
      const from = await place(request);
      const signal = untilClosed(reply);
      await transfers.enter(from.sandboxId, signal);
      const bytes = await transfers.move(signal, () => takeFile(s.parts.runtime, from));
      const slow = setTimeout(() => reply.raw.destroy(), WITHIN_MS);
      reply.raw.once('close', () => clearTimeout(slow));
      return reply
        .type('application/octet-stream')
        .header('content-disposition', attachment(posix.basename(from.path)))
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'no-store')
        .send(bytes);
    });
  });
}

/** Aborts when the client has gone, or has its answer. */
function untilClosed(reply: FastifyReply): AbortSignal {
  const closed = new AbortController();
  const abort = () => closed.abort(new ApiError('conflict', 'The page has gone.'));
  if (reply.raw.closed) abort();
  else reply.raw.once('close', abort);
  return closed.signal;
}
