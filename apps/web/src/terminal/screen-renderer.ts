import { WebglAddon } from '@xterm/addon-webgl';
import type { Terminal } from '@xterm/xterm';

/** Draws a terminal by the graphics card where it can, else by the DOM: slower, the same to read. */
export class ScreenRenderer {
  readonly #terminal: Terminal;
  #webgl: WebglAddon | null = null;
  readonly #onDrop: () => void;
  #wanted: 'auto' | 'dom' = 'dom';

  /** `onDrop` is called when the browser has taken the graphics card away: letters may be a little wider now. */
  constructor(terminal: Terminal, onDrop: () => void) {
    this.#terminal = terminal;
    this.#onDrop = onDrop;
  }

  choose(wanted: 'auto' | 'dom'): void {
    this.#wanted = wanted;
    if (wanted === 'dom') this.#drop();
    else this.retry();
  }

  /** Takes the graphics card again where the browser has taken it away: it gives pages only so many. */
  retry(): void {
    if (this.#webgl || this.#wanted === 'dom') return;
    try {
      const webgl = new WebglAddon();
      webgl.onContextLoss(() => {
        this.#drop();
        this.#onDrop();
      });
      this.#terminal.loadAddon(webgl);
      this.#webgl = webgl;
    } catch {
      // drawn by DOM
    }
  }

  #drop(): void {
    this.#webgl?.dispose();
    this.#webgl = null;
  }
}
