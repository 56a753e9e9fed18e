/** Puts a terminal together: screen, line, gestures, and commands that wait for their prompt. Knows no React. */
import { Foreground, TerminalTicket } from '@sandlot/protocol';
import { askBroker } from '../live/ask-broker.ts';
import { webSocketUrl } from '../live/use-live-state.ts';
import { watchWakeSignals } from '../live/wake-signals.ts';
import { copyText, readClipboard } from './clipboard.ts';
import { type Modifiers, sequenceOf, withModifiers } from './key-sequences.ts';
import { asksFirst, pasteSequence } from './paste-text.ts';
import { PromptWatch } from './prompt-watch.ts';
import { type RunPlace, RunQueue, type RunState } from './run-queue.ts';
import type { ScreenSize } from './screen-feed.ts';
import { TerminalConnection, type TerminalStatus } from './terminal-connection.ts';
import { listenToGestures } from './terminal-gestures.ts';
import type { TerminalHandle } from './terminal-handle.ts';
import { type KeyAction, platformOf } from './terminal-keys.ts';
import { sizeInWords } from './terminal-notices.ts';
import type { PreferenceStore } from './terminal-preferences.ts';
import { transcriptOf, transcriptText } from './transcript.ts';
import { XtermScreen } from './xterm-screen.ts';

/** What happens in a terminal that the page may want to know. */
export type TerminalEvent =
  | { kind: 'status'; status: TerminalStatus }
  | { kind: 'size'; size: ScreenSize }
  /** The keyboard goes back to the page. */
  | { kind: 'leave' }
  | { kind: 'bell' }
  | { kind: 'title'; title: string }
  | { kind: 'run'; state: RunState }
  /** A sentence for the user. */
  | { kind: 'notice'; text: string }
  /** A paste that is to be asked about; `insert` does it. */
  | { kind: 'paste-question'; text: string }
  | { kind: 'find' }
  /** The pointer is over a link, or no more. */
  | { kind: 'link'; address: string | null }
  /** The program has another window's size, or has not any more. */
  | { kind: 'foreign'; foreign: boolean }
  /** Files were pasted. */
  | { kind: 'files'; files: File[] };

export interface OpenTerminalOptions {
  host: HTMLElement;
  sandboxId: string;
  machine: string;
  name: string;
  label: string;
  preferences: PreferenceStore;
  /** The terminal is in sight. */
  isShown: () => boolean;
  emit: (event: TerminalEvent) => void;
}

const NO_CLIPBOARD = {
  copy: 'The browser did not let this page copy. Select the text and press Shift + right click.',
  paste: 'The browser does not let this page read the clipboard. Paste with the keyboard instead.',
} as const;

export class OpenTerminal {
  readonly screen: XtermScreen;
  readonly #options: OpenTerminalOptions;
  readonly #line: TerminalConnection;
  readonly #watch: PromptWatch;
  readonly #runs: RunQueue;
  readonly #printed = new Set<() => void>();
  #typing = false;
  #startsWhenVisible = false;
  readonly #stops: (() => void)[];

  /** Opens in `options.host`, and connects as soon as that has a place on the page: a shell needs a size. */
  constructor(options: OpenTerminalOptions) {
    const { preferences, emit } = options;
    this.#options = options;
    this.screen = this.#openScreen();
    const { terminal } = this.screen;
    this.#watch = new PromptWatch(terminal, () => this.#runs.changed());
    this.#line = this.#openLine();
    this.#runs = new RunQueue(this.#runPlace(), (state) => emit({ kind: 'run', state }));
    this.#stops = [
      this.#listen(),
      watchWakeSignals({
        onWake: () => this.#line.retryNow(),
        onStale: () => this.#line.replaceLine(),
      }),
      preferences.subscribe(() => this.screen.apply(preferences.get())),
    ];
    terminal.onBell(() => preferences.get().bell && emit({ kind: 'bell' }));
    terminal.onTitleChange((title) => emit({ kind: 'title', title }));
    terminal.onWriteParsed(() => {
      for (const listener of this.#printed) listener();
    });
    emit({ kind: 'size', size: this.screen.size() });
    this.#start();
  }

  /** Closes it for the page; its program runs on. */
  close(): void {
    for (const stop of this.#stops) stop();
    this.#runs.stop();
    this.#line.stop();
    this.screen.dispose();
  }

  /** Pastes without asking. */
  insert(text: string): void {
    this.#type(pasteSequence(text, this.screen.terminal.modes.bracketedPasteMode));
  }

  handle(): TerminalHandle {
    const { terminal } = this.screen;
    const sections = () => transcriptOf(terminal, this.#watch.commands);
    return {
      focus: () => terminal.focus(),
      run: (code, how) => this.#runs.run(code, how),
      runAnyway: () => this.#runs.runAnyway(),
      interruptAndRun: () => this.#runs.interruptAndRun(),
      cancelRun: () => this.#runs.cancel(),
      send: (keys) => this.#type(keys),
      pressKey: (key, modifiers) =>
        this.#type(sequenceOf(key, modifiers, terminal.modes.applicationCursorKeysMode)),
      holdModifiers: (modifiers, onUsed) => this.#hold(modifiers, onUsed),
      paste: (text) => this.#paste(text),
      reopen: () => this.#start(),
      find: () => this.#options.emit({ kind: 'find' }),
      sections,
      transcript: () => transcriptText(sections()),
      onPrinted: (listener) => {
        this.#printed.add(listener);
        return () => this.#printed.delete(listener);
      },
      selection: () => terminal.getSelection(),
      stepFont: (steps) => this.#options.preferences.stepFont(steps),
    };
  }

  #openScreen(): XtermScreen {
    const { host, label, preferences, emit } = this.#options;
    return new XtermScreen({
      host,
      label,
      preferences: preferences.get(),
      onInput: (bytes) => this.#send(bytes),
      onResize: (size) => {
        this.#line.resize();
        emit({ kind: 'size', size });
      },
      onForeign: (size) => emit({ kind: 'foreign', foreign: size !== null }),
      onLink: (address) => emit({ kind: 'link', address }),
      onClipboard: async (text) => {
        if (await copyText(text))
          this.#tell(`A program has put ${sizeInWords(text.length)} on your clipboard.`);
      },
      onRestore: () => this.#watch.forget(),
      onVisible: () => {
        if (this.#startsWhenVisible) this.#start();
      },
    });
  }

  #openLine(): TerminalConnection {
    const { sandboxId, machine, name, emit } = this.#options;
    return new TerminalConnection({
      client: newClientId(),
      requestTicket: () =>
        askBroker(
          'POST',
          `/api/sandboxes/${sandboxId}/terminals`,
          TerminalTicket,
          { machine, name },
          { again: true },
        ),
      url: () => webSocketUrl('/ws/terminal'),
      screen: this.screen,
      background: () => document.visibilityState === 'hidden',
      onNotice: (text) => this.#tell(text),
      onStatus: (status) => {
        if (status.kind === 'exited') this.screen.note(exitNote(status.code));
        emit({ kind: 'status', status });
        this.#runs.changed();
      },
    });
  }

  #runPlace(): RunPlace {
    const { sandboxId, machine, name } = this.#options;
    const { screen } = this;
    return {
      line: () => lineState(this.#line.status),
      reopen: () => this.#start(),
      prompt: () => ({ state: this.#watch.state, typed: this.#watch.typed }),
      looksLikePrompt: () => looksLikePrompt(screen),
      quietMs: () => screen.quietMs,
      bracketedPaste: () => screen.terminal.modes.bracketedPasteMode,
      type: (keys) => this.#type(keys),
      sent: () => this.#watch.sent(),
      foreground: async () => {
        const path = `/api/sandboxes/${sandboxId}/terminals/${machine}/${name}`;
        const answer = await askBroker('GET', path, Foreground);
        return answer.ok ? answer.value : null;
      },
    };
  }

  #listen(): () => void {
    return listenToGestures({
      host: this.#options.host,
      terminal: this.screen.terminal,
      platform: platformOf(navigator),
      onUse: () => this.#use(),
      onAction: (action) => this.#act(action),
      onCopy: (text) => void this.#copy(text),
      onPaste: (text) => this.#paste(text),
      onPasteFromClipboard: () => void this.#pasteFromClipboard(),
      onFiles: (files) => this.#options.emit({ kind: 'files', files }),
    });
  }

  #act(action: KeyAction): void {
    const { emit, preferences } = this.#options;
    if (action === 'leave' || action === 'find') emit({ kind: action });
    else if (action === 'larger') preferences.stepFont(1);
    else if (action === 'smaller') preferences.stepFont(-1);
    else if (action === 'usual-size') preferences.stepFont(0);
  }

  /** Makes this window the one whose size the program has; a hidden one never does. */
  #use(): void {
    if (this.#line.yours || !this.#options.isShown() || document.visibilityState === 'hidden') return;
    this.screen.claim();
    this.#line.claim();
  }

  #start(): void {
    this.#startsWhenVisible = !this.screen.visible;
    if (this.screen.visible) this.#line.start();
  }

  #send(bytes: Uint8Array): void {
    const isEnter = bytes.length === 1 && bytes[0] === 13;
    if (this.#line.status.kind === 'exited' && isEnter) this.#start();
    else this.#line.send(bytes);
  }

  /** Types for the page: what is held on a key bar is not meant for it. */
  #type(keys: string): void {
    this.#use();
    this.#typing = true;
    this.screen.terminal.input(keys);
    this.#typing = false;
  }

  #hold(modifiers: Modifiers, onUsed: () => void): void {
    const held = modifiers.ctrl || modifiers.alt;
    this.screen.changeTyping((typed) => {
      // Sequences are whole keys, or the mouse.
      if (!held || this.#typing || typed.startsWith('\x1b')) return typed;
      onUsed();
      return withModifiers(typed, modifiers);
    });
  }

  #paste(text: string): void {
    const { preferences, emit } = this.#options;
    const bracketed = this.screen.terminal.modes.bracketedPasteMode;
    if (asksFirst(text, bracketed, preferences.get().askBeforePaste)) emit({ kind: 'paste-question', text });
    else if (text !== '') this.insert(text);
  }

  async #pasteFromClipboard(): Promise<void> {
    const text = await readClipboard();
    if (text === null) this.#tell(NO_CLIPBOARD.paste);
    else this.#paste(text);
  }

  async #copy(text: string): Promise<void> {
    if (!(await copyText(text))) this.#tell(NO_CLIPBOARD.copy);
  }

  #tell(text: string): void {
    this.#options.emit({ kind: 'notice', text });
  }
}

/** Without a code it went with its machine, and the page tells about that. */
const exitNote = (code: number | null) =>
  code === null ? 'the shell was ended' : `the shell ended with code ${code}; press Enter for a new one`;

const lineState = ({ kind }: TerminalStatus) =>
  kind === 'open' ? 'open' : kind === 'exited' || kind === 'closed' ? 'ended' : 'opening';

/** `randomUUID` is there only over HTTPS and on localhost. */
function newClientId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

function looksLikePrompt({ terminal }: XtermScreen): boolean {
  const { active } = terminal.buffer;
  if (active.type === 'alternate') return false;
  const left = active.getLine(active.baseY + active.cursorY)?.translateToString(false, 0, active.cursorX);
  return /[$#%>❯] ?$/.test(left ?? '');
}
