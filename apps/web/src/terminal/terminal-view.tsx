'use client';
import { TerminalTicket } from '@sandlot/protocol';
import { useTheme } from 'next-themes';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { askBroker } from '../live/ask-broker.ts';
import { webSocketUrl } from '../live/use-live-state.ts';
import { watchWakeSignals } from '../live/wake-signals.ts';
import { TerminalConnection, type TerminalStatus } from './terminal-connection.ts';
import { XtermScreen } from './xterm-screen.ts';

/** What the page may do with a terminal that is open. */
export interface TerminalHandle {
  /** Types text; a newline in it is Enter. */
  type(text: string): void;
  focus(): void;
  /** Asks for a new shell after the old one has ended. */
  reopen(): void;
}

export interface TerminalViewProps {
  sandboxId: string;
  machine: string;
  shown: boolean;
  onHandle: (handle: TerminalHandle | null) => void;
  onStatus: (status: TerminalStatus) => void;
  onSize: (size: { cols: number; rows: number }) => void;
  onLeave: () => void;
}

declare global {
  interface Window {
    /** For end-to-end tests: WebGL leaves no text in the DOM, so they read the screen's buffer. */
    __sandlotTerminals?: Record<string, XtermScreen['terminal']>;
  }
}

/** One machine's terminal. It keeps its line and its scrollback while it is not shown. */
export default function TerminalView(props: TerminalViewProps) {
  const { sandboxId, machine, shown } = props;
  const host = useRef<HTMLDivElement>(null);
  const [screen, setScreen] = useState<XtermScreen | null>(null);
  const { resolvedTheme } = useTheme();
  const onStatus = useEffectEvent((status: TerminalStatus) => props.onStatus(status));
  const onSize = useEffectEvent((size: { cols: number; rows: number }) => props.onSize(size));
  const onHandle = useEffectEvent((handle: TerminalHandle | null) => props.onHandle(handle));
  const onLeave = useEffectEvent(() => props.onLeave());

  useEffect(() => {
    if (!host.current) return;
    const opened = openTerminal(host.current, sandboxId, machine, {
      onStatus: (status) => onStatus(status),
      onSize: (size) => onSize(size),
      onLeave: () => onLeave(),
    });
    setScreen(opened.screen);
    onHandle(opened.handle);
    return () => {
      onHandle(null);
      opened.close();
    };
  }, [sandboxId, machine]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are read from the page
  useEffect(() => screen?.repaint(), [screen, resolvedTheme]);
  useEffect(() => {
    if (shown) screen?.fit();
  }, [screen, shown]);

  return (
    <div
      ref={host}
      data-terminal={machine}
      className="terminal-host absolute inset-0 bg-term"
      hidden={!shown}
    />
  );
}

interface TerminalEvents {
  onStatus: (status: TerminalStatus) => void;
  onSize: (size: { cols: number; rows: number }) => void;
  onLeave: () => void;
}

function openTerminal(host: HTMLElement, sandboxId: string, machine: string, events: TerminalEvents) {
  let connection: TerminalConnection | null = null;
  const type = (bytes: Uint8Array) => {
    if (connection?.status.kind === 'exited' && bytes.length === 1 && bytes[0] === 13) connection.start();
    else connection?.send(bytes);
  };
  const screen = new XtermScreen({
    host,
    label: `Terminal of ${machine}. Ctrl+Shift+Enter leaves it.`,
    onInput: type,
    onLeave: events.onLeave,
    onResize: () => {
      connection?.resize();
      events.onSize(screen.size());
    },
  });
  connection = new TerminalConnection({
    requestTicket: () =>
      askBroker('POST', `/api/sandboxes/${sandboxId}/terminals`, TerminalTicket, { machine }),
    url: () => webSocketUrl('/ws/terminal'),
    screen,
    onStatus: (status) => {
      if (status.kind === 'exited') screen.note(exitNote(status.code));
      events.onStatus(status);
    },
  });
  const line = connection;
  const stopWatching = watchWakeSignals({ onWake: () => line.retryNow(), onStale: () => line.replaceLine() });
  events.onSize(screen.size());
  line.start();
  window.__sandlotTerminals ??= {};
  const terminals = window.__sandlotTerminals;
  terminals[machine] = screen.terminal;
  const utf8 = new TextEncoder();
  const handle: TerminalHandle = {
    type: (text) => line.send(utf8.encode(text.replace(/\r?\n/g, '\r'))),
    focus: () => screen.terminal.focus(),
    reopen: () => line.start(),
  };
  const close = () => {
    stopWatching();
    line.stop();
    if (terminals[machine] === screen.terminal) delete terminals[machine];
    screen.dispose();
  };
  return { screen, handle, close };
}

/** Without a code it went with its machine, and the page tells about that. */
const exitNote = (code: number | null) =>
  code === null ? 'the shell was ended' : `the shell ended with code ${code}; press Enter for a new one`;
