'use client';
import type { MachineInfo } from '@sandlot/protocol';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { TerminalHandle } from '../terminal/terminal-view.tsx';
import { Button } from '../ui/button.tsx';
import { type Confirmation, ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { useLesson } from './lesson-session.tsx';
import { useResetQuestions } from './reset-questions.tsx';
import type { TerminalGlance } from './terminal-glance.ts';

interface MachinePaneProps {
  machine: MachineInfo;
  live: boolean;
  glance: TerminalGlance;
  terminal: (events: { onHandle: (handle: TerminalHandle | null) => void; onLeave: () => void }) => ReactNode;
}

/** One machine's terminal, and what is in its place or over it when there is none to type into. */
export function MachinePane({ machine, live, glance, terminal }: MachinePaneProps) {
  const { register, show } = useLesson();
  const handle = useRef<TerminalHandle | null>(null);
  const { name, state } = machine;
  const { status } = glance;
  // A machine that came back as it was, with its engine: its terminal has been told "gone", and may ask again.
  useEffect(() => {
    if (live && state === 'ready') handle.current?.reopen();
  }, [live, state]);
  if (state === 'creating' || state === 'resetting') return <Resetting name={name} />;
  return (
    <>
      {terminal({
        onHandle: (opened) => {
          handle.current = opened;
          register(name, opened);
        },
        onLeave: () => {
          show('text');
          requestAnimationFrame(() => document.getElementById('main')?.focus());
        },
      })}
      {live && state === 'stopped' && <Stopped name={name} message={machine.message} />}
      {live && state === 'ready' && status.kind === 'closed' && (
        <Overlay title="This terminal was closed" text={status.message}>
          <Button kind="terminal" onClick={() => handle.current?.reopen()}>
            Open it again
          </Button>
        </Overlay>
      )}
      {live && state === 'ready' && status.kind === 'exited' && (
        <div className="absolute right-4 bottom-3">
          <Button kind="terminal" onClick={() => handle.current?.reopen()}>
            New shell
          </Button>
        </div>
      )}
    </>
  );
}

function Resetting({ name }: { name: string }) {
  return (
    <div className="grid h-full place-items-center" role="status">
      <div className="flex items-center gap-3 text-sm text-term-ink">
        <span
          aria-hidden="true"
          className="size-4 animate-spin-slow rounded-full border-2 border-term-accent border-t-transparent"
        />
        A clean {name} is on its way…
      </div>
    </div>
  );
}

function Stopped({ name, message }: { name: string; message: string | null }) {
  const questions = useResetQuestions();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  return (
    <Overlay
      title={`${name} has stopped`}
      text={message ?? 'Its main process ended. Reset it for a clean one.'}
    >
      <Button kind="terminal" onClick={() => setAsked(questions.machine(name))}>
        Reset {name}
      </Button>
      <ConfirmDialog confirmation={asked} onClose={() => setAsked(null)} />
    </Overlay>
  );
}

/** A small card over the screen's lower part, so that what it last showed stays readable. */
function Overlay({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div
      role="alert"
      className="absolute inset-x-4 bottom-4 flex animate-rise flex-wrap items-center gap-x-4 gap-y-3 rounded-lg border border-term-line bg-term-2 p-4 text-term-ink shadow-float"
    >
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium text-sm">{title}</p>
        <p className="mt-0.5 text-term-dim text-xs">{text}</p>
      </div>
      {children}
    </div>
  );
}
