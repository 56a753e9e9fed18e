'use client';
import { clsx } from 'clsx';
import { Play } from 'lucide-react';
import { buttonClass } from '../ui/button.tsx';
import { HintTooltip } from '../ui/hint-tooltip.tsx';
import { useLesson } from './lesson-session.tsx';

/** Why a command cannot be typed now; null when it can. */
function useWhyNot(machine: string): string | null {
  const { ready, facts } = useLesson();
  if (!ready) return facts.cannotRun ? 'This host cannot run the lesson.' : 'Start the sandbox first.';
  const found = ready.machines.find((one) => one.name === machine);
  return found?.state === 'ready' ? null : `Machine ${machine} is not ready.`;
}

interface RunButtonProps {
  code: string;
  /** "" or nothing: the machine whose tab is shown. */
  on?: string;
  className?: string;
}

/** Types a command into a terminal, Enter included. */
export function RunButton({ code, on, className }: RunButtonProps) {
  const { run, machine } = useLesson();
  const target = on || machine;
  const whyNot = useWhyNot(target);
  return (
    <HintTooltip text={whyNot}>
      <button
        type="button"
        aria-disabled={whyNot !== null}
        className={clsx(buttonClass({ size: 'sm' }), className)}
        onClick={() => whyNot === null && run(code, target)}
      >
        <Play size={10} fill="currentColor" aria-hidden="true" />
        Run in {target}
      </button>
    </HintTooltip>
  );
}

/** The same, as a command in the middle of a sentence. */
export function RunChip({ code, on }: RunButtonProps) {
  const { run, machine } = useLesson();
  const target = on || machine;
  const whyNot = useWhyNot(target);
  return (
    <HintTooltip text={whyNot ?? `Types it into ${target}`}>
      <button
        type="button"
        aria-disabled={whyNot !== null}
        aria-label={`Run ${code} in ${target}`}
        onClick={() => whyNot === null && run(code, target)}
        className="inline-flex items-baseline gap-1.5 rounded-xs border border-line-strong bg-panel px-1.5 font-medium font-mono text-[0.875em] text-ink leading-[1.5] hover:border-accent hover:text-accent aria-disabled:cursor-not-allowed aria-disabled:opacity-60"
      >
        <Play size={9} fill="currentColor" aria-hidden="true" className="self-center" />
        {code}
      </button>
    </HintTooltip>
  );
}
