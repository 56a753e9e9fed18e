import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FILE_BYTES } from '@sandlot/protocol';
import { afterEach, expect, test } from 'vitest';
import { fetchFile, refusedFile, type SendFile, uploadFile } from './file-transfer.ts';

let server: Server | null = null;
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(null))));

async function answering(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', () => resolve()));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

/** As the page sends, with what Node has. */
const sendTo =
  (origin: string): SendFile =>
  async (url, file, onProgress) => {
    const response = await fetch(origin + url, { method: 'PUT', body: file });
    onProgress(1);
    return { status: response.status, body: await response.text() };
  };

const WHERE = { sandboxId: 's1', machine: 'box' };

test('a file goes to the home folder under its own name, and the answer says where it is', async () => {
  const origin = await answering((request, response) => {
    request.setEncoding('utf8').on('data', (body) => {
      response.end(JSON.stringify({ path: `${request.method} ${request.url} ${body}` }));
    });
  });
  const parts: number[] = [];
  const file = new File(['hello'], 'a b&c.txt');
  const answer = await uploadFile({ ...WHERE, file }, (part) => parts.push(part), sendTo(origin));
  expect(answer).toEqual({
    ok: true,
    value: { path: 'PUT /api/sandboxes/s1/files?machine=box&path=a+b%26c.txt hello' },
  });
  expect(parts).toEqual([1]);
});

test('a file over the limit is refused before a byte is sent', async () => {
  const file = { name: 'disk.img', size: FILE_BYTES + 1 } as File;
  const answer = await uploadFile({ ...WHERE, file }, undefined, () => {
    throw new Error('sent');
  });
  expect(answer).toMatchObject({ ok: false, code: 'limit' });
  expect(answer.ok ? '' : answer.message).toMatch(/disk\.img has 8 MB; at most 8 MB/);
  expect(refusedFile('x', FILE_BYTES)).toBeNull();
});

test('the broker’s sentence is kept; no answer and nonsense are told', async () => {
  const file = new File(['x'], 'x');
  const error = { code: 'forbidden', message: 'The folder /etc is not yours to write in.' };
  const origin = await answering((_request, response) =>
    response.writeHead(403).end(JSON.stringify({ error })),
  );
  expect(await uploadFile({ ...WHERE, file }, undefined, sendTo(origin))).toEqual({ ok: false, ...error });
  const dead: SendFile = async () => {
    throw new TypeError('failed to fetch');
  };
  expect(await uploadFile({ ...WHERE, file }, undefined, dead)).toMatchObject({ code: 'network' });
  const odd: SendFile = async () => ({ status: 200, body: '<html>' });
  expect(await uploadFile({ ...WHERE, file }, undefined, odd)).toMatchObject({ code: 'internal' });
});

test('a file comes out as its bytes, or says why not', async () => {
  const origin = await answering((request, response) => {
    if (request.url?.includes('missing')) {
      const error = { code: 'not_found', message: 'There is no file /root/missing.' };
      response.writeHead(404).end(JSON.stringify({ error }));
    } else response.end(Buffer.from([0, 255, 10]));
  });
  const found = await fetchFile({ ...WHERE, path: '/root/x' }, origin);
  expect(found.ok && [...new Uint8Array(await found.value.arrayBuffer())]).toEqual([0, 255, 10]);
  expect(await fetchFile({ ...WHERE, path: 'missing' }, origin)).toMatchObject({
    ok: false,
    message: 'There is no file /root/missing.',
  });
});
