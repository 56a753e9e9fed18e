/** What the launcher asks a running broker. */
import { z } from 'zod';
import { Failure } from './failure.ts';

const Link = z.object({ token: z.string().min(1), expiresAtMs: z.number() });
const Host = z.object({ runtime: z.string(), why: z.string() });

/** A link that makes its first visitor an admin, once, until `expiresAtMs`. Throws a Failure. */
export async function requestAdminLink(
  brokerUrl: string,
  internal: string,
  address: string,
): Promise<{ url: string; expiresAtMs: number }> {
  const { token, expiresAtMs } = Link.parse(
    await ask(`${brokerUrl}/internal/admin-link`, {
      method: 'POST',
      headers: { authorization: `Bearer ${internal}` },
    }),
  );
  return { url: `${address}/admin/enter#${token}`, expiresAtMs };
}

/** How long a link works yet: "15 min", "24 h". */
export function timeLeft(expiresAtMs: number): string {
  const minutes = Math.round((expiresAtMs - Date.now()) / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** Which runtime the broker uses, and why. Throws a Failure. */
export async function requestHost(brokerUrl: string): Promise<z.infer<typeof Host>> {
  return Host.parse(await ask(`${brokerUrl}/api/host`, {}));
}

async function ask(url: string, request: RequestInit): Promise<unknown> {
  const response = await fetch(url, { ...request, signal: AbortSignal.timeout(10_000) }).catch((error) => {
    throw new Failure(`The broker does not answer (${(error as Error).message}).`, { cause: error });
  });
  if (!response.ok) throw new Failure(`The broker refused ${new URL(url).pathname} (${response.status}).`);
  return response.json();
}
