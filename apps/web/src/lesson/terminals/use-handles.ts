'use client';
import { useCallback, useRef } from 'react';
import type { TerminalHandle } from '../../terminal/terminal-view.tsx';

export interface RunOptions {
  /** Ctrl+C comes first. */
  interrupt?: boolean;
}

/** The way to each terminal that is drawn, by its key, and what waits for one that is still to come. */
export function useHandles() {
  const handles = useRef(new Map<string, TerminalHandle>());
  const waiting = useRef(new Map<string, ((handle: TerminalHandle) => void)[]>());
  const wantsKeyboard = useRef(false);

  const register = useCallback((key: string, handle: TerminalHandle | null) => {
    if (!handle) return void handles.current.delete(key);
    handles.current.set(key, handle);
    for (const use of waiting.current.get(key) ?? []) use(handle);
    if (waiting.current.delete(key) || wantsKeyboard.current) handle.focus();
    wantsKeyboard.current = false;
  }, []);
  /** Uses a terminal now, or as soon as it is drawn, and gives it the keyboard. */
  const use = useCallback((key: string, action: (handle: TerminalHandle) => void) => {
    const handle = handles.current.get(key);
    if (!handle) return void waiting.current.set(key, [...(waiting.current.get(key) ?? []), action]);
    action(handle);
    // After the tab is drawn: a hidden terminal takes no focus.
    requestAnimationFrame(() => handle.focus());
  }, []);
  const handle = useCallback((key: string) => handles.current.get(key) ?? null, []);
  /** The next terminal that is drawn gets the keyboard. */
  const focusNext = useCallback(() => {
    wantsKeyboard.current = true;
  }, []);
  return { register, use, handle, focusNext };
}
