/**
 * Signed tokens: the cookies that say who asks, and the tickets that open one terminal, one preview or one view of a
 * cluster, once.
 * JSON Web Tokens (HS256) by jose; a token of one kind never passes for another (audience).
 */
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

const Claims = {
  user: z.object({ sub: z.string().min(1) }),
  admin: z.object({ sub: z.string().min(1) }),
  ticket: z.object({
    sub: z.string().min(1),
    jti: z.string().min(1),
    sandboxId: z.string(),
    machine: z.string(),
    terminal: z.string(),
  }),
  /** Good for one look at the cluster of a machine. */
  look: z.object({
    sub: z.string().min(1),
    jti: z.string().min(1),
    sandboxId: z.string(),
    machine: z.string(),
  }),
  /** `host` is a preview's label, `back` the address of its lesson's page. */
  preview: z.object({ sub: z.string().min(1), jti: z.string().min(1), host: z.string(), back: z.url() }),
  previewer: z.object({ sub: z.string().min(1), host: z.string(), back: z.url() }),
};
type Kind = keyof typeof Claims;
export type TokenClaims<K extends Kind> = z.infer<(typeof Claims)[K]>;

/** Lifetimes in ms. A user's cookie outlives a school year; a ticket only the click it was made for. */
export const TOKEN_LIFE_MS = {
  user: 400 * 86_400_000,
  admin: 12 * 3_600_000,
  ticket: 30_000,
  look: 30_000,
  preview: 30_000,
  previewer: 24 * 3_600_000,
} as const;

/** Signs a token of `kind` with the installation's secret (32 bytes or more), good from `nowMs` on. */
export async function signToken<K extends Kind>(
  secret: Uint8Array,
  kind: K,
  claims: TokenClaims<K>,
  nowMs = Date.now(),
): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(`sandlot-${kind}`)
    .setIssuedAt(Math.floor(nowMs / 1000))
    .setExpirationTime(Math.floor((nowMs + TOKEN_LIFE_MS[kind]) / 1000))
    .sign(secret);
}

/** The claims of a good token; null for one that is forged, expired, of another kind, or no token at all. */
export async function readToken<K extends Kind>(
  secret: Uint8Array,
  kind: K,
  token: string | undefined,
  nowMs = Date.now(),
): Promise<TokenClaims<K> | null> {
  if (!token) return null;
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: ['HS256'],
      audience: `sandlot-${kind}`,
      currentDate: new Date(nowMs),
    });
    return Claims[kind].parse(payload) as TokenClaims<K>;
  } catch {
    return null;
  }
}
