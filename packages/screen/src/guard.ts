/**
 * Keeps one terminal's bytes from taking all of the time: sequences that would do a thing a billion times do it as
 * often as it can be seen, and what xterm 6.0 fails at is done right. It needs parts of xterm that have no public
 * name; the tests fail when another version calls them otherwise.
 */

/** A sequence's numbers, to read and to change. */
interface Params {
  readonly params: Int32Array;
}

/** The parts of xterm's core that are needed here. */
export interface GuardedCore {
  readonly cols: number;
  readonly rows: number;
  readonly _inputHandler: {
    readonly _parser: {
      registerCsiHandler(
        id: { prefix?: string; intermediates?: string; final: string },
        handler: (params: Params) => boolean,
      ): void;
    };
    _eraseInBufferLine(y: number, start: number, end: number, clearWrap: boolean, spare: boolean): void;
    _resetBufferLine(y: number, spare: boolean): void;
  };
  readonly buffers: {
    readonly active: {
      readonly x: number;
      readonly y: number;
      readonly lines: { get(index: number): unknown };
    };
  };
}

/** REP repeats at most that often, and never more than a screenful. */
const REPEAT_MAX = 16_384;

/** Call once for a new terminal. */
export function guard(terminal: object): void {
  const { _core: core } = terminal as { _core: GuardedCore };
  const { _parser: parser } = core._inputHandler;
  const atMost = (final: string, most: () => number) =>
    parser.registerCsiHandler({ final }, ({ params }) => {
      params[0] = Math.min(params[0] ?? 0, most());
      return false;
    });
  for (const final of 'LMST') atMost(final, () => core.rows);
  for (const final of 'IZ') atMost(final, () => core.cols);
  atMost('b', () => Math.min(REPEAT_MAX, core.cols * core.rows));
  for (const prefix of ['', '?']) {
    parser.registerCsiHandler({ ...(prefix && { prefix }), final: 'J' }, ({ params }) => {
      return params[0] === 1 && eraseAboveAtTheEnd(core, prefix === '?');
    });
  }
}

/** xterm looks for the line below the cursor's and throws when there is none. True: done. */
function eraseAboveAtTheEnd(core: GuardedCore, spare: boolean): boolean {
  const { x, y, lines } = core.buffers.active;
  if (x + 1 < core.cols || lines.get(y + 1)) return false;
  core._inputHandler._eraseInBufferLine(y, 0, x + 1, true, spare);
  for (let row = y - 1; row >= 0; row -= 1) core._inputHandler._resetBufferLine(row, spare);
  return true;
}
