import 'server-only';
import { HostInfo } from '@sandlot/protocol';
import { settings } from './settings.ts';

const ANSWER_WITHIN_MS = 1500;

/** What this host can run, asked of the broker; null when the broker does not answer in time. */
export async function hostInfo(): Promise<HostInfo | null> {
  try {
    const answer = await fetch(new URL('/api/host', settings().brokerUrl), {
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      cache: 'no-store',
    });
    return answer.ok ? HostInfo.parse(await answer.json()) : null;
  } catch {
    return null;
  }
}
