'use client';
import { clsx } from 'clsx';
import { Hourglass } from 'lucide-react';
import { useState } from 'react';
import type { TerminalHandle } from '../../terminal/terminal-view.tsx';
import { Button } from '../../ui/button.tsx';

interface WaitingBarProps {
  /** What will be typed. */
  code: string;
  /** What has the terminal; null: not known. */
  program: string | null;
  /** How many lines the screen has. */
  rows: number;
  handle: () => TerminalHandle | null;
}

/** Over a terminal that a program has: what waits for its prompt, and what can be done about it. */
export function WaitingBar({ code, program, rows, handle }: WaitingBarProps) {
  // It stands where it covers the least of what was printed last.
  const [atTop] = useState(() => (handle()?.transcript().split('\n').length ?? 0) > rows / 2);
  const act = (what: (handle: TerminalHandle) => void) => () => {
    const terminal = handle();
    if (!terminal) return;
    what(terminal);
    terminal.focus();
  };
  return (
    <section
      aria-label="Waiting for a prompt"
      className={clsx(
        'absolute inset-x-3 z-20 flex animate-rise flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-term-line bg-term-2 px-3.5 py-2.5 text-term-ink text-xs shadow-float',
        atTop ? 'top-3' : 'bottom-3',
      )}
    >
      <Hourglass size={14} aria-hidden="true" className="shrink-0 text-term-wait" />
      <p role="status" className="min-w-0 flex-1 basis-64">
        Waiting for {program ? <Code text={program} /> : 'what runs here'} to end before running{' '}
        <Code text={firstLine(code)} />
      </p>
      <div className="flex flex-wrap gap-1.5">
        <Button kind="terminal" size="sm" onClick={act((one) => one.runAnyway())}>
          Type anyway
        </Button>
        <Button kind="terminal" size="sm" onClick={act((one) => one.interruptAndRun())}>
          Ctrl+C and run
        </Button>
        <Button kind="terminal" size="sm" onClick={act((one) => one.cancelRun())}>
          Cancel
        </Button>
      </div>
    </section>
  );
}

function Code({ text }: { text: string }) {
  return (
    <code className="rounded-[4px] bg-term-3 px-1 py-px font-mono [overflow-wrap:anywhere]">{text}</code>
  );
}

const SHOWN_CHARS = 60;

function firstLine(code: string): string {
  const [line = ''] = code.split('\n');
  return line.length < code.length || line.length > SHOWN_CHARS ? `${line.slice(0, SHOWN_CHARS)}…` : line;
}
