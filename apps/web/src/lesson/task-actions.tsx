'use client';
import { type ReactNode, useState } from 'react';
import { useNow } from '../live/use-now.ts';
import { Button } from '../ui/button.tsx';
import { ago } from '../words/durations.ts';
import { useLesson } from './lesson-session.tsx';

interface TaskActionsProps {
  id: string;
  title: string;
  hints: ReactNode[];
  /** Somebody wants to know how it stands. */
  onAsk: () => void;
}

/** Under a task: check now, the next hint, and when it was checked. */
export function TaskActions({ id, title, hints, onAsk }: TaskActionsProps) {
  const { ready, check, state } = useLesson();
  const [shown, setShown] = useState(0);
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const task = state.tasks.find((one) => one.id === id);
  const checkNow = async () => {
    setAsking(true);
    onAsk();
    setProblem(await check(id));
    setAsking(false);
  };
  const busy = asking || (task?.checking ?? false);
  return (
    <>
      {hints.slice(0, shown).map((hint, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: hints have their order and nothing else
        <div key={index} className="mt-3 animate-rise border-accent border-l-2 pl-3.5">
          <p className="font-medium text-ink-3 text-xs">
            Hint {index + 1} of {hints.length}
          </p>
          <div className="prose mt-0.5">{hint}</div>
        </div>
      ))}
      {problem && (
        <p role="alert" className="mt-3 rounded-sm bg-sunk px-3 py-2 text-ink-2 text-sm">
          {problem}
        </p>
      )}
      <footer className="mt-[13px] flex min-h-[30px] flex-wrap items-center gap-x-2 gap-y-1">
        <Button disabled={!ready || busy} onClick={checkNow} aria-label={`Check now: ${title}`}>
          Check now
        </Button>
        {shown < hints.length && (
          <Button kind="ghost" onClick={() => setShown(shown + 1)}>
            Hint {shown + 1} of {hints.length}
          </Button>
        )}
        <CheckedWhen id={id} />
      </footer>
    </>
  );
}

/** `checked 2 s ago · 61 ms`. */
function CheckedWhen({ id }: { id: string }) {
  const { state, clockOffsetMs } = useLesson();
  const now = useNow(1000);
  const last = state.tasks.find((task) => task.id === id)?.last;
  if (!last || now === null) return null;
  return (
    <small className="tabular ml-auto text-ink-3 text-xs">
      checked {ago(now + clockOffsetMs - last.atMs)} · {Math.round(last.durationMs)} ms
    </small>
  );
}
