'use client';
import { useNow } from '../../live/use-now.ts';
import { stopwatch } from '../../words/durations.ts';
import { useLesson } from '../lesson-session.tsx';

/** Says, for as long as it is so, that what a terminal prints is recorded; and stops it. */
export function RecordingPill({ sinceMs, onStop }: { sinceMs: number; onStop: () => void }) {
  const { clockOffsetMs, state } = useLesson();
  const now = useNow(1000);
  const took = (now === null ? state.nowMs : now + clockOffsetMs) - sinceMs;
  return (
    <span className="inline-flex h-[22px] shrink-0 items-center gap-1.5 rounded-full bg-[color-mix(in_srgb,var(--term-fail)_16%,transparent)] pl-2 font-medium text-term-fail">
      <span aria-hidden="true" className="size-2 animate-breathe rounded-full bg-current" />
      <span suppressHydrationWarning>Recording {stopwatch(took)}</span>
      <button
        type="button"
        aria-label="Stop recording"
        onClick={onStop}
        className="h-full rounded-r-full border-term-line border-l pr-2 pl-1.5 text-term-ink hover:bg-term-3"
      >
        Stop
      </button>
    </span>
  );
}
