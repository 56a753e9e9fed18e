/**
 * Knows from a shell's own marks (OSC 133) whether it stands at its prompt, and where each command began: A before
 * the prompt, B after it, C when a command runs, D when it has ended.
 */
import type { IMarker, Terminal } from '@xterm/xterm';

/** `unknown`: the shell sends no marks, or none since the screen was restored. */
export type PromptState = 'unknown' | 'prompt' | 'running';

/** One command in the buffer. Marks that have scrolled out of it are disposed. */
export interface CommandMark {
  /** Where its prompt begins. */
  prompt: IMarker;
  /** Where its output begins; null while it is being typed. */
  output: IMarker | null;
  exitCode: number | null;
}

const KEPT_COMMANDS = 2000;

export class PromptWatch {
  readonly #terminal: Terminal;
  readonly #onChange: () => void;
  #state: PromptState = 'unknown';
  #commands: CommandMark[] = [];
  /** The end of the prompt, where typing begins. */
  #typing: { line: IMarker; column: number } | null = null;

  constructor(terminal: Terminal, onChange: () => void) {
    this.#terminal = terminal;
    this.#onChange = onChange;
    terminal.parser.registerOscHandler(133, (data) => this.#mark(data));
  }

  get state(): PromptState {
    return this.#state;
  }

  /** The commands that are still in the buffer, the oldest first. */
  get commands(): readonly CommandMark[] {
    return this.#commands.filter((one) => !one.prompt.isDisposed);
  }

  /** What stands after the prompt: nothing, something typed, or a command that goes over further lines. */
  get typed(): 'nothing' | 'line' | 'lines' {
    if (!this.#typing || this.#typing.line.isDisposed) return 'nothing';
    const { active } = this.#terminal.buffer;
    let line = active.baseY + active.cursorY;
    const sameLine = line === this.#typing.line.line;
    if (sameLine && active.cursorX <= this.#typing.column) return 'nothing';
    while (line > this.#typing.line.line && active.getLine(line)?.isWrapped) line -= 1;
    return line === this.#typing.line.line ? 'line' : 'lines';
  }

  /** A command was sent: until the shell says otherwise it runs. */
  sent(): void {
    if (this.#state !== 'unknown') this.#state = 'running';
  }

  /** The screen is another one: what was known of it is not so any more. */
  forget(): void {
    this.#state = 'unknown';
    this.#commands = [];
    this.#typing = null;
  }

  #mark(data: string): boolean {
    const [letter, code] = data.split(';');
    if (letter === 'A') this.#prompt();
    else if (letter === 'B') this.#promptEnded();
    else if (letter === 'C') this.#runs();
    else if (letter === 'D') this.#ended(code);
    else return false;
    return true;
  }

  #prompt(): void {
    const last = this.#commands.at(-1);
    const { baseY, cursorY } = this.#terminal.buffer.active;
    // A prompt that is drawn anew in its place is the same one.
    if (last && !last.output && last.prompt.line >= baseY + cursorY) {
      this.#commands.pop();
      last.prompt.dispose();
    }
    const prompt = this.#terminal.registerMarker(0);
    if (prompt) this.#commands.push({ prompt, output: null, exitCode: null });
    if (this.#commands.length > KEPT_COMMANDS) this.#commands.splice(0, 1);
    this.#typing = null;
    this.#become('prompt');
  }

  #promptEnded(): void {
    this.#typing?.line.dispose();
    const line = this.#terminal.registerMarker(0);
    this.#typing = line ? { line, column: this.#terminal.buffer.active.cursorX } : null;
    this.#become('prompt');
  }

  #runs(): void {
    const last = this.#commands.at(-1);
    if (last && !last.output) last.output = this.#terminal.registerMarker(0) ?? null;
    this.#typing = null;
    this.#become('running');
  }

  #ended(code: string | undefined): void {
    const last = this.#commands.at(-1);
    if (last?.output && code !== undefined && /^\d+$/.test(code)) last.exitCode = Number(code);
    this.#become('running');
  }

  #become(state: PromptState): void {
    this.#state = state;
    this.#onChange();
  }
}
