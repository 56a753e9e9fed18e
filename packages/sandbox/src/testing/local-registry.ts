/** For tests: a registry on this host's loopback, which engines trust, with one image of one file in it; or one that
 * takes each question and never answers. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';

const MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const digestOf = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** What the registry has: `name` is what the image is called after the host, `word` what its file `/word` says. */
export interface KeptImage {
  name: string;
  tag: string;
  word: string;
}

/** In place of an image: the registry takes each question and never answers. */
export const SILENT = null;

export interface LocalRegistry {
  /** `localhost:PORT`. */
  host: string;
  /** Of the image's manifest; '' when there is none. */
  digest: string;
  /** The paths that it was asked for. */
  asked: string[];
  close(): Promise<void>;
}

interface Answer {
  type: string;
  bytes: Buffer;
}

/** Open from then on, on a port of its own. */
export async function openRegistry(image: KeptImage | typeof SILENT): Promise<LocalRegistry> {
  const { digest, answers } = image ? await published(image) : { digest: '', answers: null };
  const asked: string[] = [];
  const server = createServer(({ url = '', method }, response) => {
    asked.push(url);
    if (!answers) return;
    const { type, bytes } = answers.get(url) ?? { type: 'text/plain', bytes: Buffer.from('none') };
    response.writeHead(answers.has(url) ? 200 : 404, {
      'Content-Type': type,
      'Content-Length': bytes.length,
      'Docker-Content-Digest': digestOf(bytes),
    });
    response.end(method === 'HEAD' ? undefined : bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    ...{ host: `localhost:${(server.address() as AddressInfo).port}`, digest, asked },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** What is answered to each path. */
async function published({ name, tag, word }: KeptImage) {
  const tar = pack();
  tar.entry({ name: 'word', mtime: new Date(0) }, word);
  tar.finalize();
  const layer = await buffer(tar as unknown as NodeJS.ReadableStream);
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  const rootfs = { type: 'layers', diff_ids: [digestOf(layer)] };
  const config = Buffer.from(JSON.stringify({ architecture, os: 'linux', config: {}, rootfs }));
  const manifest = Buffer.from(
    JSON.stringify({
      ...{ schemaVersion: 2, mediaType: MANIFEST, config: part('container.image.v1+json', config) },
      layers: [part('image.rootfs.diff.tar', layer)],
    }),
  );
  const digest = digestOf(manifest);
  const answers = new Map<string, Answer>([['/v2/', { type: 'application/json', bytes: Buffer.from('{}') }]]);
  for (const reference of [tag, digest])
    answers.set(`/v2/${name}/manifests/${reference}`, { type: MANIFEST, bytes: manifest });
  for (const bytes of [config, layer])
    answers.set(`/v2/${name}/blobs/${digestOf(bytes)}`, { type: 'application/octet-stream', bytes });
  return { digest, answers };
}

const part = (kind: string, bytes: Buffer) => ({
  ...{ mediaType: `application/vnd.docker.${kind}`, size: bytes.length, digest: digestOf(bytes) },
});
