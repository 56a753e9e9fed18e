/**
 * Who may see a preview: a ticket of the site is exchanged for a cookie of that one preview's host. Both are bound to
 * the host's first part, so neither opens another port or another sandbox.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { COOKIE } from '@sandlot/protocol';
import { readToken, signToken, TOKEN_LIFE_MS, type TokenClaims } from '@sandlot/protocol/tokens';
import { parseCookies } from '../http/cookies.ts';
import { UsedOnce } from '../used-once.ts';

/** Who looks, and where the lesson's page is. */
export type Previewer = TokenClaims<'previewer'>;

export class PreviewGate {
  /** Of this process: a ticket that was used before a restart is worth nothing after it. */
  readonly #ticketSecret = randomBytes(32);
  readonly #secret: Uint8Array;
  readonly #now: () => number;
  readonly #used = new UsedOnce();

  constructor(secret: Uint8Array, now: () => number) {
    this.#secret = secret;
    this.#now = now;
  }

  /** Good once, for half a minute. */
  ticket(previewer: Previewer): Promise<string> {
    return signToken(this.#ticketSecret, 'preview', { ...previewer, jti: randomUUID() }, this.#now());
  }

  /** The cookie's value for a good ticket of this host; null for one that is forged, expired, used, or for another. */
  async redeem(ticket: string, host: string): Promise<string | null> {
    const now = this.#now();
    const claims = await readToken(this.#ticketSecret, 'preview', ticket, now);
    if (!claims || claims.host !== host) return null;
    if (!this.#used.take(claims.jti, now + TOKEN_LIFE_MS.preview * 2, now)) return null;
    const { sub, back } = claims;
    return signToken(this.#secret, 'previewer', { sub, host, back }, now);
  }

  /** Who asks, by the cookie of this host; null for nobody. */
  async previewer(cookies: string | undefined, host: string): Promise<Previewer | null> {
    const claims = await readToken(
      this.#secret,
      'previewer',
      parseCookies(cookies)[COOKIE.preview],
      this.#now(),
    );
    return claims?.host === host ? claims : null;
  }
}
