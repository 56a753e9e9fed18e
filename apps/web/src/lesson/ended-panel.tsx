'use client';
import type { EndedInfo } from '@sandlot/protocol';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { useLesson } from './lesson-session.tsx';

/** For an end that nobody described. */
const BECAUSE: Record<EndedInfo['reason'], string> = {
  student: 'You ended it.',
  admin: 'An admin removed it.',
  idle: 'It was not used for a while.',
  expired: 'Its time was over.',
  failed: 'It could not be made.',
  engine: 'Its machines are gone from the engine.',
  restart: 'Sandlot restarted before it was ready.',
};

/** Why a sandbox ended, in a sentence or two. */
export function whyEnded(ended: EndedInfo): string {
  return ended.message || BECAUSE[ended.reason];
}

/** Over the terminals of a sandbox that is no more: why, and what next. */
export function EndedPanel({ ended, onDismiss }: { ended: EndedInfo | null; onDismiss: () => void }) {
  const { start } = useLesson();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const again = async () => {
    setBusy(true);
    const failed = await start();
    setBusy(false);
    setProblem(failed);
    if (failed === null) onDismiss();
  };
  return (
    <div
      className="absolute inset-0 grid place-items-center bg-[color-mix(in_srgb,var(--term)_66%,transparent)] p-6"
      data-terminal="ended"
    >
      <section
        role="alertdialog"
        aria-labelledby="ended-title"
        aria-describedby="ended-why"
        className="w-full max-w-[400px] animate-rise rounded-xl border border-term-line bg-term-2 p-6 text-term-ink shadow-float"
      >
        <h2 id="ended-title" className="font-semibold text-lg tracking-tight">
          Your sandbox has ended
        </h2>
        <p id="ended-why" className="mt-2 text-sm text-term-dim">
          {ended && whyEnded(ended)} What you have passed is kept.
        </p>
        {problem && (
          <p role="alert" className="mt-3 text-sm text-term-fail">
            {problem}
          </p>
        )}
        <div className="mt-5 flex gap-2">
          <Button kind="primary" disabled={busy} onClick={again} className="!bg-term-accent !text-[#06211e]">
            {busy ? 'Starting…' : 'Start again'}
          </Button>
          <Button kind="terminal" onClick={onDismiss}>
            Close
          </Button>
        </div>
      </section>
    </div>
  );
}
