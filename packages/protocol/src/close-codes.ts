/** Why the broker closed a WebSocket. Clients reconnect by themselves after the ones in RETRY_CLOSE_CODES. */
export const CLOSE = {
  /** The broker is going down or restarting. */
  restarting: 1012,
  /** A frame that is no frame: unknown type, wrong length, broken JSON. */
  malformed: 4400,
  /** The ticket is forged, expired, already used, or for another sandbox. */
  ticket: 4401,
  /** No HELLO before the deadline. */
  helloTimeout: 4408,
  /** The terminal, its machine or its sandbox is gone. */
  gone: 4410,
  /** A frame, or unread input, larger than the limit. */
  tooLarge: 4413,
  /** A frame that may not come now: a second HELLO, input before HELLO, an ACK beyond what was sent. */
  outOfOrder: 4422,
  /** Too many terminals, or views of a cluster, for this sandbox. */
  tooMany: 4429,
  /** The broker failed; its log knows why. */
  internal: 4500,
  /** The engine does not answer. */
  engine: 4503,
} as const;
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

/** True when a client may connect again by itself, with a fresh ticket. 1005, 1006 and 1001 are a cut line. */
export function mayReconnect(code: number): boolean {
  return (
    code === CLOSE.restarting ||
    code === CLOSE.engine ||
    code === CLOSE.ticket ||
    code === CLOSE.helloTimeout ||
    (code >= 1000 && code < 2000)
  );
}
