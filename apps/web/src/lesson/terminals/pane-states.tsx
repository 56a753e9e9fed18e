'use client';
import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { type Confirmation, ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useResetQuestions } from '../reset-questions.tsx';

/** In place of a terminal whose machine is being replaced. */
export function Resetting({ name }: { name: string }) {
  return (
    <div className="grid h-full place-items-center" role="status">
      <div className="flex items-center gap-3 text-sm text-term-ink">
        <Spinner className="border-term-accent" />A clean {name} is on its way…
      </div>
    </div>
  );
}

/** Over a terminal whose machine does not run any more. */
export function Stopped({ name, message }: { name: string; message: string | null }) {
  const questions = useResetQuestions();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  return (
    <PaneCard
      title={`${name} has stopped`}
      text={message ?? 'Its main process ended. Reset it for a clean one.'}
    >
      <Button kind="terminal" onClick={() => setAsked(questions.machine(name))}>
        Reset {name}
      </Button>
      <ConfirmDialog confirmation={asked} onClose={() => setAsked(null)} />
    </PaneCard>
  );
}

/** A small card over the screen's lower part, so that what it last showed stays readable. */
export function PaneCard({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div
      role="alert"
      className="absolute inset-x-4 bottom-4 z-20 flex animate-rise flex-wrap items-center gap-x-4 gap-y-3 rounded-lg border border-term-line bg-term-2 p-4 text-term-ink shadow-float"
    >
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium text-sm">{title}</p>
        <p className="mt-0.5 text-term-dim text-xs">{text}</p>
      </div>
      {children}
    </div>
  );
}
