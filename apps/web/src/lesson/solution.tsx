'use client';
import type { Solution as Shown } from '@sandlot/protocol';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { type Confirmation, ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { CodeBlock } from './code-block.tsx';
import { useLesson } from './lesson-session.tsx';

/** What a task's solution is, once it was asked for; `ask` asks. */
export function useSolution(task: string) {
  const { solution } = useLesson();
  const [shown, setShown] = useState<Shown | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const ask = async () => {
    const answer = await solution(task);
    setShown(answer.ok ? answer.value : null);
    setProblem(answer.ok ? null : answer.message);
  };
  return { shown, problem, ask };
}

/** The button that shows a solution; asks once whether that is meant. */
export function SolutionButton({ title, seen, onShow }: SolutionButtonProps) {
  const [question, setQuestion] = useState<Confirmation | null>(null);
  const show = () => {
    if (seen) void onShow();
    else
      setQuestion({
        title: 'Show the solution?',
        body: 'What you find out yourself stays longer. Nothing is taken from you, but nobody can unsee it.',
        action: 'Show it',
        run: async () => {
          await onShow();
          return null;
        },
      });
  };
  return (
    <>
      <Button kind="ghost" onClick={show} aria-label={`Solution: ${title}`}>
        Solution
      </Button>
      <ConfirmDialog confirmation={question} onClose={() => setQuestion(null)} />
    </>
  );
}

interface SolutionButtonProps {
  title: string;
  /** It was shown before, so nothing is asked. */
  seen: boolean;
  onShow: () => Promise<void>;
}

/** The script of a solution. */
export function SolutionScript({ solution }: { solution: Shown }) {
  if (solution.script === null) return null;
  return (
    <section aria-label="Solution" className="mt-3 animate-rise">
      <p className="mb-1.5 font-medium text-ink-3 text-xs">Solution</p>
      <CodeBlock code={solution.script.trimEnd()} language="sh" run={solution.machine ?? ''} copy />
    </section>
  );
}
