import type { TerminalStatus } from '../terminal/terminal-connection.ts';

/** What the frame around a terminal shows of it. */
export interface TerminalGlance {
  status: TerminalStatus;
  cols: number;
  rows: number;
}

/** A terminal that has just been opened. */
export const NEW_GLANCE: TerminalGlance = { status: { kind: 'connecting' }, cols: 0, rows: 0 };

/** True when nothing that is shown differs. */
export function sameGlance(a: TerminalGlance, b: TerminalGlance): boolean {
  const words = (one: TerminalGlance) =>
    JSON.stringify(
      one.status.kind === 'open' ? { ...one, status: Math.round(one.status.echoMs ?? -1) } : one,
    );
  return words(a) === words(b);
}
