/** Things the process holds once, however many bundles of Next's ask for them. */
const held = globalThis as typeof globalThis & { [key: symbol]: unknown };

/** What `make` returned the first time it was asked under this name. */
export function once<T>(name: string, make: () => T): T {
  const key = Symbol.for(`sandlot.web.${name}`);
  held[key] ??= make();
  return held[key] as T;
}
