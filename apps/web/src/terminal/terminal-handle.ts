import type { Modifiers, TouchKey } from './key-sequences.ts';
import type { TranscriptSection } from './transcript.ts';

/** What the page may do with a terminal that is open. */
export interface TerminalHandle {
  focus(): void;
  /** Types a command and Enter once the shell is at its prompt; `interrupt` presses ^C first. See RunState. */
  run(code: string, options?: { interrupt?: boolean }): void;
  /** Types the waiting command now, into whatever runs. */
  runAnyway(): void;
  /** Presses ^C and types the waiting command at the prompt that follows. */
  interruptAndRun(): void;
  /** Forgets the waiting command, and those after it. */
  cancelRun(): void;
  /** Presses keys: characters, or the sequences that keys send (an arrow is `\x1b[A` in every mode). */
  send(keys: string): void;
  /** Presses a key that a touch screen lacks, in the form that the program has asked for. */
  pressKey(key: TouchKey, modifiers: Modifiers): void;
  /** The next character that is typed counts as typed with these held; `onUsed` is called when it has been. */
  holdModifiers(modifiers: Modifiers, onUsed: () => void): void;
  /** Pastes, with the question that a paste of several lines asks. */
  paste(text: string): void;
  /** Asks for a new shell after the old one has ended. */
  reopen(): void;
  /** Opens the search. */
  find(): void;
  /** All that is on the screen and above it, as text. */
  transcript(): string;
  /** The same in sections, one for each command that is known. */
  sections(): TranscriptSection[];
  /** Calls `listener` when something was printed; returns the function that stops it. */
  onPrinted(listener: () => void): () => void;
  /** What is selected, or nothing. */
  selection(): string;
  /** Letters larger (1) or smaller (-1), in all terminals; 0: as usual. */
  stepFont(steps: number): void;
}
