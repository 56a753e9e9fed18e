/**
 * What a terminal was told beside what xterm keeps: colours of the palette, the shell's last mark, and two modes
 * that a reset does not bring back.
 */
import type { Core, HeadlessTerminal, Params } from './xterm-parts.ts';

/** OSC 133: where the shell is between prompt and program. */
const MARK = /^[A-Z](;[\w=:.-]{0,64})?$/;

export class Tracked {
  /** Colours by their number: 0 to 255 of the palette, then text, background, cursor. */
  readonly colors = new Map<number, [number, number, number]>();
  mark: string | null = null;
  blinkSet = false;
  lineFeedSet = false;

  constructor(terminal: HeadlessTerminal, core: Core) {
    terminal.parser.registerOscHandler(133, (data) => {
      if (MARK.test(data)) this.mark = data;
      return true;
    });
    core._inputHandler.onColor((requests) => {
      for (const { type, index, color } of requests) {
        if (type === 1 && index !== undefined && color) this.colors.set(index, color);
        else if (type === 2 && index === undefined) this.#restorePalette();
        else if (type === 2 && index !== undefined) this.colors.delete(index);
      }
    });
    const watch = (prefix: string | undefined, final: string, mode: number, seen: () => void) =>
      core._inputHandler._parser.registerCsiHandler(
        { ...(prefix && { prefix }), final },
        (params: Params) => {
          if (params.params.subarray(0, params.length).includes(mode)) seen();
          return false;
        },
      );
    for (const final of 'hl') {
      watch('?', final, 12, () => {
        this.blinkSet = true;
      });
      watch(undefined, final, 20, () => {
        this.lineFeedSet = true;
      });
    }
  }

  #restorePalette(): void {
    for (const index of this.colors.keys()) if (index < 256) this.colors.delete(index);
  }
}
