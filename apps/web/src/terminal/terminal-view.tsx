'use client';
import { FileDown } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { FindBar } from './find-bar.tsx';
import { OpenTerminal, type TerminalEvent } from './open-terminal.ts';
import { PasteQuestion } from './paste-question.tsx';
import type { RunState } from './run-queue.ts';
import { TerminalBar } from './terminal-bar.tsx';
import type { TerminalStatus } from './terminal-connection.ts';
import type { TerminalHandle } from './terminal-handle.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useNotice } from './use-notice.ts';
import { terminalPreferences } from './use-terminal-preferences.ts';
import type { XtermScreen } from './xterm-screen.ts';

export type { RunState, TerminalHandle };

export interface TerminalViewProps {
  sandboxId: string;
  machine: string;
  /** Which of the machine's terminals; `main` is the first. */
  name?: string;
  /** What it is called to those who cannot see it. */
  label?: string;
  shown: boolean;
  onHandle: (handle: TerminalHandle | null) => void;
  onStatus: (status: TerminalStatus) => void;
  onSize: (size: { cols: number; rows: number }) => void;
  /** Ctrl+Shift+Enter was pressed: the keyboard goes back to the page. */
  onLeave: () => void;
  onBell?: () => void;
  onTitle?: (title: string) => void;
  onRun?: (state: RunState) => void;
  /** The terminal has told its user something, in words; it shows them itself. */
  onNotice?: (text: string) => void;
}

declare global {
  interface Window {
    /** For end-to-end tests: WebGL leaves no text in the DOM, so they read the screen's buffer. */
    __sandlotTerminals?: Record<string, XtermScreen['terminal']>;
  }
}

/** One terminal of a machine. It keeps its line and its scrollback while it is not shown. */
export default function TerminalView(props: TerminalViewProps) {
  const { sandboxId, machine, name = 'main', shown } = props;
  const key = name === 'main' ? machine : `${machine}:${name}`;
  const frame = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<OpenTerminal | null>(null);
  const [over, setOver] = useState(NOTHING_OVER);
  const [notice, setNotice] = useNotice();
  const { resolvedTheme } = useTheme();
  const put = (what: Partial<typeof NOTHING_OVER>) => setOver((now) => changed(now, what));
  const tell = (text: string) => {
    setNotice(text);
    props.onNotice?.(text);
  };
  const drop = useFileDrop(sandboxId, machine, tell);
  const isShown = useEffectEvent(() => shown);
  const onHandle = useEffectEvent((handle: TerminalHandle | null) => props.onHandle(handle));
  const hear = useEffectEvent((event: TerminalEvent) => {
    tellPage(event, props);
    if (event.kind === 'status') put({ cut: isCut(event.status) });
    else if (event.kind === 'notice') tell(event.text);
    else if (event.kind === 'paste-question') put({ question: event.text });
    else if (event.kind === 'find') setOver((now) => ({ ...now, finding: now.finding + 1 }));
    else if (event.kind === 'link') put({ link: event.address });
    else if (event.kind === 'foreign') put({ foreign: event.foreign });
    else if (event.kind === 'files') drop.send(event.files);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new label is no reason for a new terminal
  useEffect(() => {
    if (!host.current) return;
    const terminal = new OpenTerminal({
      host: host.current,
      sandboxId,
      machine,
      name,
      label: `${props.label ?? `Terminal of ${machine}`}. Ctrl+Shift+Enter leaves it.`,
      preferences: terminalPreferences(),
      isShown: () => isShown(),
      emit: (event) => hear(event),
    });
    setOpened(terminal);
    onHandle(terminal.handle());
    window.__sandlotTerminals ??= {};
    const terminals = window.__sandlotTerminals;
    terminals[key] = terminal.screen.terminal;
    return () => {
      onHandle(null);
      if (terminals[key] === terminal.screen.terminal) delete terminals[key];
      terminal.close();
      setOpened(null);
      setOver(NOTHING_OVER);
    };
  }, [sandboxId, machine, name]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are read from the page
  useEffect(() => opened?.screen.repaint(), [opened, resolvedTheme]);
  useEffect(() => {
    if (shown) opened?.screen.show();
  }, [opened, shown]);

  const focus = () => opened?.screen.terminal.focus();
  const answer = (paste: boolean) => {
    if (paste && over.question !== null) opened?.insert(over.question);
    put({ question: null });
    focus();
  };
  return (
    <div
      ref={frame}
      data-terminal={key}
      className="absolute inset-0 overflow-hidden bg-term"
      hidden={!shown}
      {...drop.handlers}
    >
      <div ref={host} className="terminal-host absolute inset-0" />
      {opened && over.finding > 0 && (
        <FindBar
          screen={opened.screen}
          asked={over.finding}
          onClose={() => {
            put({ finding: 0 });
            focus();
          }}
        />
      )}
      {over.link && (
        <div className="pointer-events-none absolute bottom-0 left-0 z-10 max-w-[80%] truncate rounded-tr-sm border-term-line border-t border-r bg-term-2 px-2 py-0.5 font-mono text-2xs text-term-dim">
          {over.link}
        </div>
      )}
      <div
        role="status"
        className="pointer-events-none absolute inset-x-0 bottom-0 z-10 flex flex-col items-center gap-2 p-3"
      >
        {notice && <TerminalBar tone="note">{notice}</TerminalBar>}
        {drop.progress && (
          <TerminalBar tone="wait" silent>
            Sending {drop.progress}
          </TerminalBar>
        )}
        {over.cut && (
          <TerminalBar tone="wait">
            The line is cut. What you type is kept, and sent when it is back.
          </TerminalBar>
        )}
        {over.foreign && <TerminalBar>Sized for another window. Click or type to use this one.</TerminalBar>}
      </div>
      {over.question !== null && (
        <PasteQuestion
          text={over.question}
          container={frame}
          onPaste={() => answer(true)}
          onClose={() => answer(false)}
        />
      )}
      {drop.over && <DropTarget machine={machine} />}
    </div>
  );
}

/** What may lie over the screen. */
const NOTHING_OVER = {
  foreign: false,
  cut: false,
  link: null as string | null,
  question: null as string | null,
  /** How often the search was asked for since it was closed. */
  finding: 0,
};

/** The same object when nothing differs: a status comes with every echo. */
function changed<T extends object>(now: T, what: Partial<T>): T {
  const same = (Object.keys(what) as (keyof T)[]).every((key) => now[key] === what[key]);
  return same ? now : { ...now, ...what };
}

/** A first try may well succeed, and would only flicker. */
const isCut = (status: TerminalStatus) => status.kind === 'reconnecting' && status.attempt > 1;

function tellPage(event: TerminalEvent, props: TerminalViewProps): void {
  if (event.kind === 'status') props.onStatus(event.status);
  else if (event.kind === 'size') props.onSize(event.size);
  else if (event.kind === 'leave') props.onLeave();
  else if (event.kind === 'bell') props.onBell?.();
  else if (event.kind === 'title') props.onTitle?.(event.title);
  else if (event.kind === 'run') props.onRun?.(event.state);
}

function DropTarget({ machine }: { machine: string }) {
  return (
    <div className="pointer-events-none absolute inset-2 z-20 grid animate-rise place-items-center rounded-lg border-2 border-term-accent border-dashed bg-term/85">
      <div className="flex items-center gap-3 font-medium text-sm text-term-ink">
        <FileDown size={18} aria-hidden="true" className="text-term-accent" />
        Drop to put it into the home folder of {machine}
      </div>
    </div>
  );
}
