/**
 * Tells what a person did to a terminal from what xterm answers to the program by itself: device attributes, cursor
 * reports, modes, colours, focus. An answer given twice, or to a question in a snapshot, would be typed into the
 * shell as rubbish; so answers pass only while `mayAnswer` is set.
 */
import type { Terminal } from '@xterm/xterm';

/** xterm says so just before it hands out what a person did, and does not before an answer; its public interface does not tell. */
interface UserInputSource {
  coreService?: { onUserInput?: (listener: () => void) => { dispose(): void } };
}

export class InputTap {
  /** The program's size is this client's, so this client is the one that answers. */
  mayAnswer = false;
  /** A snapshot is being written: what it asks was asked, and answered, before. */
  restoring = false;
  /** What is sent for what a person did. */
  typedAs: (typed: string) => string = (typed) => typed;

  /** Calls `onInput` with what is to be sent; disposed with the terminal. */
  constructor(terminal: Terminal, onInput: (bytes: Uint8Array) => void) {
    const { coreService } = (terminal as unknown as { _core: UserInputSource })._core;
    if (!coreService?.onUserInput) throw new Error('This xterm does not tell typed input from answers.');
    const utf8 = new TextEncoder();
    let typed = false;
    coreService.onUserInput(() => {
      typed = true;
    });
    terminal.onData((data) => {
      const byPerson = typed;
      typed = false;
      if (byPerson) onInput(utf8.encode(this.typedAs(data)));
      else if (this.mayAnswer && !this.restoring) onInput(utf8.encode(data));
    });
    // Mouse reports in the old encoding: only a person makes them.
    terminal.onBinary((data) => onInput(Uint8Array.from(data, (char) => char.charCodeAt(0))));
  }
}
