const utf8 = new TextDecoder();
// biome-ignore lint/suspicious/noControlCharactersInRegex: keys are such characters
const SEQUENCE = /\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|[^[O])?/gsu;

/** How many keys made these bytes, as a person counts: an arrow is one key, though it sends three bytes. */
export function keysIn(parts: readonly Uint8Array[]): number {
  const all = parts.map((part) => utf8.decode(part)).join('');
  return [...all.replace(SEQUENCE, '.')].length;
}

/** `1 key`, `12 keys`. */
export const keys = (n: number) => `${n} key${n === 1 ? '' : 's'}`;
