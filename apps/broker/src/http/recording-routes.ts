/** What a student has recorded. Recordings outlive their sandboxes; the cookie tells whose they are. */
import type { Recordings as RecordingsBody } from '@sandlot/protocol';
import type { FastifyInstance } from 'fastify';
import { attachment } from '../files/attachment.ts';
import type { Services } from './services.ts';

type RecordingParams = { Params: { id: string } };

export function recordingRoutes(
  app: FastifyInstance,
  { identity, recordings }: Pick<Services, 'identity' | 'recordings'>,
): void {
  const list = async (userId: string): Promise<RecordingsBody> => ({
    recordings: await recordings.list(userId),
  });

  app.get('/api/recordings', async (request) => list(await identity.mustUser(request)));

  app.get<RecordingParams>('/api/recordings/:id', async (request, reply) => {
    const { info, stream } = await recordings.open(await identity.mustUser(request), request.params.id);
    const day = new Date(info.startedAtMs).toISOString().slice(0, 16).replace(/[T:]/g, '-');
    return reply
      .type('application/x-asciicast')
      .header('content-length', info.bytes)
      .header(
        'content-disposition',
        attachment(`${info.lesson.replace('/', '-')}-${info.machine}-${day}.cast`),
      )
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-store')
      .send(stream);
  });

  app.delete<RecordingParams>('/api/recordings/:id', async (request) => {
    const userId = await identity.mustUser(request);
    await recordings.remove(userId, request.params.id);
    return list(userId);
  });
}
