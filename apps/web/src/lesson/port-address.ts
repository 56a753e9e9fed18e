import { isPort } from '@sandlot/protocol';

/** Where a link to a port of a sandbox goes: the site sends the browser on to the port's own origin. */
export function portAddress(
  sandboxId: string,
  machine: string,
  port: number | string,
  path?: string,
): string {
  const query = path ? `?${new URLSearchParams({ path })}` : '';
  return `/api/sandboxes/${sandboxId}/ports/${machine}/${port}${query}`;
}

/** A port as somebody types it: a number, or what stands in a server's own output. null: it is none. */
export function typedPort(text: string): { port: number; path: string } | null {
  const [, digits = '', path = ''] =
    /^(?:https?:\/\/)?(?:[^\s/:]*:)?(\d{1,5})(\/\S*)?$/.exec(text.trim()) ?? [];
  return isPort(Number(digits)) ? { port: Number(digits), path } : null;
}
