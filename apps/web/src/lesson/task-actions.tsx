'use client';
import { type ReactNode, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Evidence } from './evidence.tsx';
import { Hints } from './hints.tsx';
import { useLesson } from './lesson-session.tsx';
import { SolutionButton, SolutionScript, useSolution } from './solution.tsx';
import { useHints } from './use-hints.ts';

interface TaskActionsProps {
  id: string;
  title: string;
  hints: ReactNode[];
  /** Somebody wants to know how it stands. */
  onAsk: () => void;
}

/** Under a task: check now, the next hint, the solution, and when it was checked. */
export function TaskActions({ id, title, hints, onAsk }: TaskActionsProps) {
  const { ready, check, state } = useLesson();
  const { opened, openNext } = useHints(id);
  const { shown, problem: noSolution, ask } = useSolution(id);
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const task = state.tasks.find((one) => one.id === id);
  const checkNow = async () => {
    setAsking(true);
    onAsk();
    setFailed(await check(id));
    setAsking(false);
  };
  const busy = asking || (task?.checking ?? false);
  const closed = (task?.waitsFor.length ?? 0) > 0;
  const problem = failed ?? noSolution;
  return (
    <>
      <Hints hints={hints} opened={opened} />
      {shown && <SolutionScript solution={shown} />}
      {problem && (
        <p role="alert" className="mt-3 rounded-sm bg-sunk px-3 py-2 text-ink-2 text-sm">
          {problem}
        </p>
      )}
      <footer className="mt-[13px] flex min-h-[30px] flex-wrap items-center gap-x-2 gap-y-1">
        <Button disabled={!ready || busy || closed} onClick={checkNow} aria-label={`Check now: ${title}`}>
          Check now
        </Button>
        {opened < hints.length && (
          <Button kind="ghost" onClick={openNext}>
            Hint {opened + 1} of {hints.length}
          </Button>
        )}
        {task?.maySeeSolution && !shown && (
          <SolutionButton title={title} seen={task.solutionSeenAtMs !== null} onShow={ask} />
        )}
        <Evidence id={id} />
      </footer>
    </>
  );
}
