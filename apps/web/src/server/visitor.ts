import 'server-only';
import type { Database } from '@sandlot/db';
import { COOKIE } from '@sandlot/protocol';
import { readToken } from '@sandlot/protocol/tokens';
import { cookies } from 'next/headers';
import { once } from './once.ts';
import { settings } from './settings.ts';

/** The id of the guest who asks, or null for somebody who has started nothing yet. */
export async function visitorId(): Promise<string | null> {
  const { secret } = settings();
  const cookie = (await cookies()).get(COOKIE.user)?.value;
  return secret ? ((await readToken(secret, 'user', cookie))?.sub ?? null) : null;
}

/** True for somebody with a good admin cookie. The broker asks again at every request. */
export async function isAdmin(): Promise<boolean> {
  const { secret } = settings();
  const cookie = (await cookies()).get(COOKIE.admin)?.value;
  return secret !== null && (await readToken(secret, 'admin', cookie)) !== null;
}

type Progress = Map<string, Map<string, number>>;

/** Lesson -> task -> first pass of the guest who asks. A database that fails costs the bars, not the page. */
export async function visitorProgress(): Promise<Progress> {
  const id = await visitorId();
  if (!id) return new Map();
  try {
    const attempts = await (await database()).attempts(id);
    return new Map(
      attempts.map(({ lesson, tasks }) => [
        lesson,
        new Map(
          [...tasks].flatMap(([task, { firstPassedAtMs }]) =>
            firstPassedAtMs === null ? [] : [[task, firstPassedAtMs] as const],
          ),
        ),
      ]),
    );
  } catch (error) {
    console.error('The progress of a guest could not be read:', error);
    return new Map();
  }
}

interface Holder {
  opening: Promise<Database> | null;
}

function database(): Promise<Database> {
  const holder = once<Holder>('database', () => ({ opening: null }));
  holder.opening ??= open().catch((error: unknown) => {
    holder.opening = null; // the next page tries again
    throw error;
  });
  return holder.opening;
}

/** By Node itself, as the engines that Prisma loads are no business of a bundler. */
async function open(): Promise<Database> {
  const { openDatabase } = await import(/* turbopackIgnore: true */ '@sandlot/db');
  return openDatabase(settings().databaseUrl);
}
