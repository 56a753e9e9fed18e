/** For tests: what a browser does with hosts, cookies and redirects, one request at a time. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';

export interface Seen {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

export class Browser {
  readonly #port: number;
  /** Host -> its cookies, by name. */
  readonly cookies = new Map<string, Map<string, string>>();

  /** All names lead to this port of loopback. */
  constructor(port: number) {
    this.#port = port;
  }

  /** The answer's head, as soon as it is there. */
  async open(url: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<IncomingMessage> {
    const asked = request({
      ...this.#to(url),
      method,
      agent: false,
      headers: { ...this.#headers(url), accept: 'text/html', ...headers },
    }).end(body);
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    this.#keep(new URL(url).host, response.headers['set-cookie'] ?? []);
    return response;
  }

  async get(url: string, asked: Asked = {}): Promise<Seen> {
    const response = await this.open(url, asked);
    return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
  }

  /** The last of a chain of redirects, and where it is. */
  async follow(url: string, asked: Asked = {}): Promise<Seen & { url: string }> {
    const seen = await this.get(url, asked);
    const { location } = seen.headers;
    return location && seen.status < 400 ? this.follow(new URL(location, url).href, asked) : { ...seen, url };
  }

  /** The connection after a 101, or the answer that came in its place. */
  async upgrade(url: string, headers: Record<string, string> = {}): Promise<Duplex | Seen> {
    const asked = request({
      ...this.#to(url),
      agent: false,
      headers: { ...this.#headers(url), connection: 'Upgrade', upgrade: 'websocket', ...headers },
    }).end();
    return new Promise((resolve, reject) => {
      asked.on('error', reject);
      asked.on('upgrade', (_response, socket) => resolve(socket));
      asked.on('response', async (response) =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: await text(response) }),
      );
    });
  }

  #to(url: string) {
    const { pathname, search } = new URL(url);
    return { host: '127.0.0.1', port: this.#port, path: pathname + search };
  }

  #headers(url: string): Record<string, string> {
    const { host } = new URL(url);
    const cookie = [...(this.cookies.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
    return { host, ...(cookie ? { cookie } : {}) };
  }

  #keep(host: string, lines: string[]): void {
    const jar = this.cookies.get(host) ?? new Map<string, string>();
    this.cookies.set(host, jar);
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
  }
}
