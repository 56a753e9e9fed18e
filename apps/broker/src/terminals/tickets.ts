/** Tickets: each opens one terminal, once, within half a minute, for the user it was made for. */
import { randomUUID } from 'node:crypto';
import { CLOSE } from '@sandlot/protocol';
import { readToken, signToken, TOKEN_LIFE_MS, type TokenClaims } from '@sandlot/protocol/tokens';
import { UsedOnce } from '../used-once.ts';
import { Refused } from './connection.ts';

export class Tickets {
  readonly #secret: Uint8Array;
  readonly #now: () => number;
  readonly #used = new UsedOnce();

  constructor(secret: Uint8Array, now: () => number) {
    this.#secret = secret;
    this.#now = now;
  }

  issue(claims: Omit<TokenClaims<'ticket'>, 'jti'>): Promise<string> {
    return signToken(this.#secret, 'ticket', { ...claims, jti: randomUUID() }, this.#now());
  }

  /** What a ticket is good for. Throws Refused for one that is forged, expired, or was used before. */
  async redeem(ticket: string): Promise<TokenClaims<'ticket'>> {
    const now = this.#now();
    const claims = await readToken(this.#secret, 'ticket', ticket, now);
    if (!claims) throw new Refused(CLOSE.ticket, 'This ticket is not valid, or no longer.');
    if (!this.#used.take(claims.jti, now + TOKEN_LIFE_MS.ticket * 2, now)) {
      throw new Refused(CLOSE.ticket, 'This ticket was used before.');
    }
    return claims;
  }
}
