/**
 * Commands that the page wants typed, one after another, each at a prompt and never into a program that runs.
 * Knows the terminal only by what it is asked.
 */
import type { Foreground } from '@sandlot/protocol';
import { asKeys, lineCount } from './paste-text.ts';
import type { PromptState } from './prompt-watch.ts';

/** What a run waits for; `program` is null when it is not known which. */
export type RunState = { kind: 'waiting'; code: string; program: string | null } | { kind: 'idle' };

/** The terminal, as far as a run needs it. */
export interface RunPlace {
  line(): 'open' | 'opening' | 'ended';
  /** Asks for a shell where the last one has ended. */
  reopen(): void;
  prompt(): { state: PromptState; typed: 'nothing' | 'line' | 'lines' };
  /** The text left of the cursor ends as prompts do. */
  looksLikePrompt(): boolean;
  /** How long the program has printed nothing. */
  quietMs(): number;
  bracketedPaste(): boolean;
  type(text: string): void;
  /** A command was typed. */
  sent(): void;
  /** What has the keyboard; null when nobody answers. */
  foreground(): Promise<Foreground | null>;
}

const RUN_TIMES = {
  /** Between questions to the broker. */
  askMs: 500,
  /** A command that ends sooner is no waiting. */
  patienceMs: 300,
  /** A shell that has just been started prints its prompt when this is over. */
  quietMs: 150,
} as const;

interface Run {
  code: string;
  interrupt: boolean;
}

export class RunQueue {
  readonly #place: RunPlace;
  readonly #onState: (state: RunState) => void;
  #runs: Run[] = [];
  #shown: RunState = { kind: 'idle' };
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Moves with each decision, so that an answer that comes late is known. */
  #turn = 0;

  constructor(place: RunPlace, onState: (state: RunState) => void) {
    this.#place = place;
    this.#onState = onState;
  }

  /** Types `code` and Enter once the shell is at its prompt, after what was asked for before; `interrupt` presses ^C first. */
  run(code: string, { interrupt = false }: { interrupt?: boolean } = {}): void {
    this.#runs.push({ code: code.replace(/\s+$/, ''), interrupt });
    if (this.#place.line() === 'ended') this.#place.reopen();
    if (this.#runs.length === 1) this.#step();
  }

  /** Types the waiting command now, whatever runs. */
  runAnyway(): void {
    if (this.#runs.length > 0 && this.#place.line() === 'open') this.#typeFirst(false);
  }

  /** Presses ^C, then types the waiting command at the prompt. */
  interruptAndRun(): void {
    if (this.#runs[0]) this.#runs[0].interrupt = true;
    this.#step();
  }

  /** Forgets the command that waits, and all after it. */
  cancel(): void {
    this.#runs = [];
    this.#step();
  }

  /** The prompt or the line may have changed. */
  changed(): void {
    if (this.#runs.length === 0) return;
    if (this.#place.line() === 'ended') this.cancel();
    else if (this.#place.line() === 'open') this.#step();
  }

  /** Ends it, with its timers. */
  stop(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#runs = [];
  }

  #step(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    const first = this.#runs[0];
    if (!first) this.#show({ kind: 'idle' });
    if (!first || this.#place.line() !== 'open') return;
    if (first.interrupt) {
      first.interrupt = false;
      this.#place.type('\x03');
      this.#place.sent();
      this.#again(RUN_TIMES.patienceMs);
      return;
    }
    const { state, typed } = this.#place.prompt();
    if (state === 'prompt' && typed !== 'lines') this.#typeFirst(typed === 'line');
    else if (state === 'unknown') void this.#ask();
    else this.#again(this.#shown.kind === 'waiting' ? RUN_TIMES.askMs : RUN_TIMES.patienceMs);
  }

  #again(afterMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), afterMs);
  }

  async #ask(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const foreground = await this.#place.foreground();
    if (turn !== this.#turn) return;
    const first = this.#runs[0];
    if (!first || this.#place.line() !== 'open') return;
    if (!this.#isFree(foreground)) {
      // A shell that waits for the rest of a command is no program to be named.
      const program = this.#place.prompt().state === 'prompt' ? null : (foreground?.program ?? null);
      this.#show({ kind: 'waiting', code: first.code, program });
      this.#again(RUN_TIMES.askMs);
    } else if (this.#place.quietMs() < RUN_TIMES.quietMs) this.#again(RUN_TIMES.quietMs);
    else this.#typeFirst(false);
  }

  /** Marks know best; without them the broker does; without both only a screen that looks like it. */
  #isFree(foreground: Foreground | null): boolean {
    const { state, typed } = this.#place.prompt();
    if (state === 'prompt') return typed !== 'lines';
    if (!foreground) return false;
    // A prompt that a person has changed has no marks any more, while commands still have theirs.
    if (state === 'running') return foreground.shell === true && this.#place.looksLikePrompt();
    return foreground.shell ?? this.#place.looksLikePrompt();
  }

  /** `clear`: what a person has typed and not sent goes first; the shell's ^Y brings it back. */
  #typeFirst(clear: boolean): void {
    const run = this.#runs.shift();
    if (!run) return;
    const keys = asKeys(run.code);
    const asPaste = lineCount(run.code) > 1 && this.#place.bracketedPaste();
    this.#place.type(`${clear ? '\x05\x15' : ''}${asPaste ? `\x1b[200~${keys}\x1b[201~` : keys}\r`);
    this.#place.sent();
    this.#turn += 1;
    clearTimeout(this.#timer);
    if (this.#runs.length === 0) this.#show({ kind: 'idle' });
    else this.#again(RUN_TIMES.patienceMs);
  }

  #show(state: RunState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#shown)) return;
    this.#shown = state;
    this.#onState(state);
  }
}
