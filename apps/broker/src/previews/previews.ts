/**
 * Previews of ports: who asks for which, whether they may, and what is told when there is nothing to show. What passes
 * is passed on by Forwarder.
 */
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  COOKIE,
  PREVIEW_ENTER,
  type PreviewName,
  previewHost,
  previewLabel,
  readPreviewHost,
} from '@sandlot/protocol';
import { TOKEN_LIFE_MS } from '@sandlot/protocol/tokens';
import { askedHost } from '../http/asked-host.ts';
import type { Parts } from '../parts.ts';
import type { LiveSandbox } from '../sandboxes/live-sandbox.ts';
import type { SandboxService } from '../sandboxes/sandbox-service.ts';
import { Forwarder } from './forwarder.ts';
import { type Previewer, PreviewGate } from './preview-gate.ts';
import { PAGE_HEADER, PAGE_POLICY, type PreviewPage, pageName, previewDocument } from './preview-page.ts';
import {
  ENDED,
  ENGINE_DOWN,
  FOREIGN,
  NO_SUCH_ADDRESS,
  NOT_YOURS,
  noMachine,
  notReady,
  USED_UP,
} from './preview-states.ts';
import { PreviewTokens } from './preview-tokens.ts';

/** A request for a port that may be had. */
export interface Admitted {
  sandbox: LiveSandbox;
  name: PreviewName;
  previewer: Previewer;
  /** The preview's own. */
  origin: string;
  /** To be called when the sandbox has answered. */
  answered(): void;
}
type Verdict = Admitted | { page: PreviewPage; previewer: Previewer | null };

export class Previews {
  readonly #parts: Pick<Parts, 'runtime' | 'now'>;
  readonly #domain: string | null;
  readonly #tokens: PreviewTokens;
  readonly #gate: PreviewGate;
  readonly #forwarder: Forwarder;

  /** `domain`: what previews are below, on a server that is not opened on its own computer. */
  constructor(parts: Parts, sandboxes: SandboxService, secret: Uint8Array, domain: string | null) {
    this.#parts = parts;
    this.#domain = domain;
    this.#tokens = new PreviewTokens(secret, () => sandboxes.all);
    this.#gate = new PreviewGate(secret, parts.now);
    this.#forwarder = new Forwarder(parts, (response, page, admitted) =>
      this.#show(response, page, admitted.name, admitted.previewer),
    );
  }

  /** True for a request to a preview's host: nothing else may answer it. */
  takes(request: IncomingMessage): boolean {
    return readPreviewHost(askedHost(request.headers), this.#domain) !== null;
  }

  /** The address at which a user finds a port, good for half a minute and once; null when there is none at this host. */
  async link(
    sandbox: LiveSandbox,
    to: { machine: string; port: number; path: string },
    who: { userId: string; siteHost: string; siteOrigin: string },
  ): Promise<string | null> {
    const name = { machine: to.machine, port: to.port, token: this.#tokens.of(sandbox) };
    const host = previewHost(name, who.siteHost, this.#domain);
    if (host === null) return null;
    const back = `${who.siteOrigin}/courses/${sandbox.lesson}`;
    const ticket = await this.#gate.ticket({ sub: who.userId, host: previewLabel(name), back });
    const query = new URLSearchParams({ ticket, path: to.path });
    return `${new URL(who.siteOrigin).protocol}//${host}${PREVIEW_ENTER}?${query}`;
  }

  /** Answers a request that `takes` holds of. */
  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = readPreviewHost(askedHost(request.headers), this.#domain);
    if (name === null || name === 'unknown') return this.#show(response, NO_SUCH_ADDRESS, null, null);
    const url = request.url?.startsWith('/') ? request.url : '/';
    if (url.split('?', 1)[0] === PREVIEW_ENTER) return this.#enter(request, response, name, url);
    const verdict = await this.#admit(request, name);
    if ('page' in verdict) return this.#show(response, verdict.page, name, verdict.previewer);
    this.#forwarder.web(request, response, verdict);
  }

  /** The same for an upgrade. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const name = readPreviewHost(askedHost(request.headers), this.#domain);
    if (name === null || name === 'unknown') return this.#refuse(socket, NO_SUCH_ADDRESS);
    const verdict = await this.#admit(request, name);
    if ('page' in verdict) return this.#refuse(socket, verdict.page);
    this.#forwarder.upgrade(request, socket, head, verdict);
  }

  /** Breaks off all that passes. */
  close(): void {
    this.#forwarder.close();
  }

  /** Shows a page of ours to somebody who is on the site. */
  show(response: ServerResponse, page: PreviewPage, back: string | null): void {
    write(response, page, null, back);
  }

  async #enter(
    request: IncomingMessage,
    response: ServerResponse,
    name: PreviewName,
    url: string,
  ): Promise<void> {
    const query = new URL(url, 'http://preview').searchParams;
    const cookie = await this.#gate.redeem(query.get('ticket') ?? '', previewLabel(name));
    if (cookie === null) {
      const previewer = await this.#gate.previewer(request.headers.cookie, previewLabel(name));
      return this.#show(response, USED_UP, name, previewer);
    }
    const secure = request.headers['x-forwarded-proto'] === 'https' ? '; Secure' : '';
    const path = query.get('path') ?? '/';
    response.writeHead(303, {
      'set-cookie': `${COOKIE.preview}=${cookie}; Path=/; Max-Age=${TOKEN_LIFE_MS.previewer / 1000}; HttpOnly; SameSite=Lax${secure}`,
      location: ownOrigin(request) + (path.startsWith('/') ? asAscii(path) : '/'),
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    response.end();
  }

  async #admit(request: IncomingMessage, name: PreviewName): Promise<Verdict> {
    const previewer = await this.#gate.previewer(request.headers.cookie, previewLabel(name));
    const no = (page: PreviewPage) => ({ page, previewer });
    const sandbox = this.#tokens.find(name.token);
    if (!sandbox) return no(ENDED);
    if (!previewer) return no(NOT_YOURS);
    if (!this.#ofSandbox(request.headers.origin, name)) return no(FOREIGN);
    const machine = sandbox.machines.get(name.machine);
    if (!machine) return no(noMachine(name.machine));
    const wait = notReady(sandbox.state === 'ready' ? machine : { ...machine, state: 'creating' });
    if (wait) return no(wait);
    if (!this.#parts.runtime.engineUp) return no(ENGINE_DOWN);
    const answered = () => {
      // Who looks at a page of the sandbox uses it, as who has its lesson open does.
      if (previewer.sub === sandbox.userId) sandbox.lastSeenMs = this.#parts.now();
    };
    return { sandbox, name, previewer, origin: ownOrigin(request), answered };
  }

  /** A page of another site may not ask in the student's name; one of another port of this sandbox may. */
  #ofSandbox(origin: string | undefined, { token }: PreviewName): boolean {
    if (origin === undefined) return true;
    const from = readPreviewHost(/^https?:\/\/([^/]+)$/.exec(origin)?.[1], this.#domain);
    return from !== null && from !== 'unknown' && from.token === token;
  }

  #show(
    response: ServerResponse,
    page: PreviewPage,
    name: PreviewName | null,
    previewer: Previewer | null,
  ): void {
    write(response, page, name && `${name.machine}:${name.port}`, previewer?.back ?? null);
  }

  #refuse(socket: Duplex, { status, title, text }: PreviewPage): void {
    const said = `${title}. ${text}\n`;
    socket.on('error', () => socket.destroy());
    socket.end(
      `HTTP/1.1 ${status} Refused\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(said)}\r\n\r\n${said}`,
    );
  }
}

function ownOrigin({ headers }: IncomingMessage): string {
  return `${headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'}://${askedHost(headers)}`;
}

const asAscii = (path: string): string => path.replace(/[^!-~]+/g, encodeURIComponent);

/** A page for browsers, a line of text for programs. */
function write(response: ServerResponse, page: PreviewPage, place: string | null, back: string | null): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const html = response.req.headers.accept?.includes('text/html') ?? false;
  const body = html ? previewDocument(page, place, back) : `${page.title}. ${page.text}\n`;
  response.writeHead(page.status, STATUS_CODES[page.status], {
    'content-type': `text/${html ? 'html' : 'plain'}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'content-security-policy': PAGE_POLICY,
    [PAGE_HEADER]: pageName(page),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(page.status === 503 ? { 'retry-after': '2' } : {}),
  });
  response.end(body);
}
