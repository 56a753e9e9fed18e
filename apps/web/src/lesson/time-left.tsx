'use client';
import type { SandboxInfo } from '@sandlot/protocol';
import { clsx } from 'clsx';
import { useState } from 'react';
import { useNow } from '../live/use-now.ts';
import { countdown } from '../words/durations.ts';
import { useLesson } from './lesson-session.tsx';

/** How long the sandbox has, by the broker's clock, and the way to more. */
export function TimeLeft({ sandbox }: { sandbox: SandboxInfo }) {
  const { clockOffsetMs, state } = useLesson();
  const now = useNow(1000);
  const left = sandbox.expiresAtMs - (now === null ? state.nowMs : now + clockOffsetMs);
  return (
    <span
      className={clsx(
        'tabular inline-flex h-6 items-center gap-1.5 whitespace-nowrap rounded-full px-[9px] font-medium text-xs transition-colors',
        sandbox.expiresSoon ? 'bg-wait-soft text-wait' : 'bg-sunk text-ink-2',
      )}
    >
      <span>
        <span suppressHydrationWarning>{countdown(left)}</span>
        <span className="phone:hidden"> left</span>
      </span>
      {sandbox.mayExtend && (
        <>
          <span aria-hidden="true">·</span>
          <ExtendButton />
        </>
      )}
    </span>
  );
}

/** Asks for more time. */
export function ExtendButton() {
  const { extend } = useLesson();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const ask = async () => {
    setBusy(true);
    setProblem(await extend());
    setBusy(false);
  };
  return (
    <button
      type="button"
      disabled={busy}
      onClick={ask}
      title={problem ?? undefined}
      className="rounded-xs font-medium text-accent hover:underline disabled:opacity-60"
    >
      {problem ? 'Try Extend again' : 'Extend'}
    </button>
  );
}
