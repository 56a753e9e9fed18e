/** What hands do to a terminal beside typing: its own keys, the mouse's buttons, pastes. */
import type { Terminal } from '@xterm/xterm';
import { mayReadClipboard } from './clipboard.ts';
import { type KeyAction, keyAction, type Platform } from './terminal-keys.ts';

export interface GestureOptions {
  host: HTMLElement;
  terminal: Terminal;
  platform: Platform;
  /** Any sign that this terminal is the one in use. */
  onUse: () => void;
  onAction: (action: Exclude<KeyAction, 'copy' | 'copy-selection' | 'paste'>) => void;
  onCopy: (text: string) => void;
  onPaste: (text: string) => void;
  /** A right click that wants to paste what is on the clipboard. */
  onPasteFromClipboard: () => void;
  onFiles: (files: File[]) => void;
}

/** Begins to listen; returns the function that stops it. */
export function listenToGestures(options: GestureOptions): () => void {
  const { host, onUse } = options;
  options.terminal.attachCustomKeyEventHandler((event) => isForProgram(event, options));
  const stop = new AbortController();
  const listen = <E extends Event>(kind: string, listener: (event: E) => void) =>
    host.addEventListener(kind, listener as (event: Event) => void, { capture: true, signal: stop.signal });
  for (const kind of ['focusin', 'mousedown', 'keydown']) listen(kind, onUse);
  listen<ClipboardEvent>('paste', (event) => takePaste(event, options));
  listen<MouseEvent>('contextmenu', (event) => rightClick(event, options));
  listen<MouseEvent>('auxclick', (event) => middleClick(event, options));
  return () => stop.abort();
}

/** False for the keys that the terminal keeps for itself. */
function isForProgram(event: KeyboardEvent, options: GestureOptions): boolean {
  const { terminal, platform, onCopy, onAction } = options;
  const action = keyAction(event, platform);
  if (action === null || (action === 'copy-selection' && !terminal.hasSelection())) return true;
  if (event.type !== 'keydown') return false;
  if (action === 'paste') return false; // the browser's own paste follows, and needs nobody's leave
  event.preventDefault();
  if (action !== 'copy' && action !== 'copy-selection') onAction(action);
  else if (terminal.hasSelection()) {
    onCopy(terminal.getSelection());
    if (action === 'copy-selection') terminal.clearSelection();
  }
  return false;
}

function takePaste(event: ClipboardEvent, { terminal, onUse, onPaste, onFiles }: GestureOptions): void {
  event.preventDefault();
  event.stopImmediatePropagation();
  if (terminal.textarea) terminal.textarea.value = '';
  onUse();
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const files = [...(event.clipboardData?.files ?? [])];
  if (text) onPaste(text);
  else if (files.length > 0) onFiles(files);
}

/** As on Windows: copies, or pastes. With Shift, under a finger, and where it could do neither: the browser's menu. */
function rightClick(event: MouseEvent, options: GestureOptions): void {
  const { terminal, onCopy, onPasteFromClipboard } = options;
  if (event.shiftKey || (event instanceof PointerEvent && event.pointerType === 'touch')) return;
  const usesMouse = terminal.modes.mouseTrackingMode !== 'none';
  const selected = terminal.hasSelection();
  if (!selected && !usesMouse && !mayReadClipboard()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (selected) {
    onCopy(terminal.getSelection());
    terminal.clearSelection();
  } else if (!usesMouse) onPasteFromClipboard();
}

/** As under X11: pastes what is selected. On Linux the browser does that itself, also with other programs' selections. */
function middleClick(event: MouseEvent, { terminal, platform, onPaste }: GestureOptions): void {
  if (event.button !== 1 || platform === 'linux' || terminal.modes.mouseTrackingMode !== 'none') return;
  event.preventDefault();
  if (terminal.hasSelection()) onPaste(terminal.getSelection());
}
