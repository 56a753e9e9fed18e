/** What a playground makes of a machine, as one short word: another word, another machine. */
import { createHash } from 'node:crypto';
import type { Playground } from '@sandlot/lesson';

const known = new WeakMap<Playground, string>();

/** Changes when anything of the playground does, its files and scripts included. */
export function playgroundRevision(playground: Playground): string {
  const there = known.get(playground);
  if (there) return there;
  // A Buffer has become something else by the time that its value comes here.
  function asText(this: Record<string, unknown>, key: string, value: unknown) {
    const bytes = this[key];
    return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('base64') : value;
  }
  const revision = createHash('sha256').update(JSON.stringify(playground, asText)).digest('hex').slice(0, 16);
  known.set(playground, revision);
  return revision;
}
