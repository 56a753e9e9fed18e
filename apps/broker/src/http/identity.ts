/** Who asks: reads the cookies, and makes a guest of somebody who has none. */
import { randomBytes } from 'node:crypto';
import { COOKIE, type ErrorCode } from '@sandlot/protocol';
import { readToken, signToken, TOKEN_LIFE_MS } from '@sandlot/protocol/tokens';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../errors.ts';
import type { Parts } from '../parts.ts';

type Cookies = Record<string, string | undefined>;

export class Identity {
  readonly #secret: Uint8Array;
  readonly #parts: Pick<Parts, 'db' | 'now'>;

  constructor(secret: Uint8Array, parts: Pick<Parts, 'db' | 'now'>) {
    this.#secret = secret;
    this.#parts = parts;
  }

  /** The user's id, or null. */
  async user(cookies: Cookies): Promise<string | null> {
    return (await readToken(this.#secret, 'user', cookies[COOKIE.user], this.#parts.now()))?.sub ?? null;
  }

  /** The admin's id, or null. */
  async admin(cookies: Cookies): Promise<string | null> {
    return (await readToken(this.#secret, 'admin', cookies[COOKIE.admin], this.#parts.now()))?.sub ?? null;
  }

  async mustUser(request: FastifyRequest): Promise<string> {
    return (
      (await this.user(request.cookies)) ??
      refuse('unauthorized', 'Start a lesson first: that makes you a guest.')
    );
  }

  async mustAdmin(request: FastifyRequest): Promise<string> {
    const message =
      'This page is for admins. The one-time link is printed at each start, and by: npx sandlot admin link';
    return (await this.admin(request.cookies)) ?? refuse('unauthorized', message);
  }

  /** The user's id; somebody without one becomes a guest, and gets the cookie. */
  async userOrGuest(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const there = await this.user(request.cookies);
    const id = there ?? `u${randomBytes(9).toString('hex')}`;
    await this.#parts.db.ensureUser(id, `guest-${id.slice(-4)}`);
    if (!there) await this.#give(request, reply, 'user', id);
    return id;
  }

  /** Makes the caller an admin for some hours. */
  async makeAdmin(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const id = `admin-${randomBytes(4).toString('hex')}`;
    await this.#give(request, reply, 'admin', id);
    return id;
  }

  async #give(
    request: FastifyRequest,
    reply: FastifyReply,
    kind: 'user' | 'admin',
    id: string,
  ): Promise<void> {
    const token = await signToken(this.#secret, kind, { sub: id }, this.#parts.now());
    reply.setCookie(COOKIE[kind], token, {
      path: '/',
      httpOnly: true,
      sameSite: kind === 'admin' ? 'strict' : 'lax',
      secure: request.headers['x-forwarded-proto'] === 'https',
      maxAge: TOKEN_LIFE_MS[kind] / 1000,
    });
  }
}

function refuse(code: ErrorCode, message: string): never {
  throw new ApiError(code, message);
}
