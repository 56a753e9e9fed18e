import type { RunState } from '../../terminal/run-queue.ts';
import type { TerminalStatus } from '../../terminal/terminal-connection.ts';

/** What the frame around a terminal shows of it. */
export interface TerminalGlance {
  status: TerminalStatus;
  cols: number;
  rows: number;
  /** It rang while it was not shown. */
  bell: boolean;
  /** What its program calls the window; empty: nothing. */
  windowTitle: string;
  /** Whether a command of the lesson waits for the prompt. */
  run: RunState;
}

/** A terminal that has just been opened. */
export const NEW_GLANCE: TerminalGlance = {
  status: { kind: 'connecting' },
  cols: 0,
  rows: 0,
  bell: false,
  windowTitle: '',
  run: { kind: 'idle' },
};

/** True when nothing that is shown differs: an echo that moved by less than can be read is no change. */
export function sameGlance(a: TerminalGlance, b: TerminalGlance): boolean {
  const words = ({ status, ...rest }: TerminalGlance) =>
    JSON.stringify([
      rest,
      status.kind === 'open' && status.echoMs !== null
        ? { ...status, echoMs: Math.round(status.echoMs) }
        : status,
    ]);
  return words(a) === words(b);
}
