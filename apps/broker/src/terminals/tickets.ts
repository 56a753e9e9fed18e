/** Tickets: each opens one terminal or one view, once, within half a minute, for the user it was made for. */
import { randomUUID } from 'node:crypto';
import { CLOSE } from '@sandlot/protocol';
import { readToken, signToken, TOKEN_LIFE_MS, type TokenClaims } from '@sandlot/protocol/tokens';
import { UsedOnce } from '../used-once.ts';
import { Refused } from './connection.ts';

/** What a ticket of each kind opens: a terminal, or a view of a cluster. */
type TicketKind = 'ticket' | 'look';

export class Tickets<K extends TicketKind> {
  readonly #kind: K;
  readonly #secret: Uint8Array;
  readonly #now: () => number;
  readonly #used = new UsedOnce();

  constructor(kind: K, secret: Uint8Array, now: () => number) {
    this.#kind = kind;
    this.#secret = secret;
    this.#now = now;
  }

  issue(claims: Omit<TokenClaims<K>, 'jti'>): Promise<string> {
    const whole = { ...claims, jti: randomUUID() } as unknown as TokenClaims<K>;
    return signToken(this.#secret, this.#kind, whole, this.#now());
  }

  /** What a ticket is good for. Throws Refused for one that is forged, expired, or was used before. */
  async redeem(ticket: string): Promise<TokenClaims<K>> {
    const now = this.#now();
    const claims = await readToken(this.#secret, this.#kind, ticket, now);
    if (!claims) throw new Refused(CLOSE.ticket, 'This ticket is not valid, or no longer.');
    if (!this.#used.take(claims.jti, now + TOKEN_LIFE_MS[this.#kind] * 2, now)) {
      throw new Refused(CLOSE.ticket, 'This ticket was used before.');
    }
    return claims;
  }
}
