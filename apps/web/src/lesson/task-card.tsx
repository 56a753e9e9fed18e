'use client';
import { clsx } from 'clsx';
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Pill, type Tone } from '../ui/pill.tsx';
import { clockTime } from '../words/durations.ts';
import { Holding } from './holding.tsx';
import { useLesson } from './lesson-session.tsx';
import { QuizActions, type QuizQuestion } from './quiz-actions.tsx';
import { TaskActions } from './task-actions.tsx';
import { TaskContext } from './task-context.ts';
import { lessonProgress, type TaskLook, taskLook } from './task-look.ts';
import { TaskMessage } from './task-message.tsx';
import { TaskRing } from './task-ring.tsx';
import { WaitsFor } from './waits-for.tsx';

interface TaskCardProps {
  id: string;
  title: string;
  /** Drawn already, the mildest first. */
  hints: ReactNode[];
  /** A question in place of a check: its form, and its options, drawn already. */
  question?: QuizQuestion;
  children?: ReactNode;
}

/** A task in the text: what to do, and how it stands. */
export function TaskCard({ id, title, hints, question, children }: TaskCardProps) {
  const { state } = useLesson();
  const task = state.tasks.find((one) => one.id === id);
  const real = taskLook(task, state.sandbox?.createdAtMs ?? null);
  const current = lessonProgress(state.tasks).nextId === id;
  const [asked, setAsked] = useState(false);
  const moved = useMoved(real.message);
  const look = current || asked || moved ? real : calm(real);
  const joy = useJoy(look.kind === 'passed');
  // What was done before this visit is folded away; what passes now stays as it is, so that nothing jumps.
  const [open, setOpen] = useState(look.kind !== 'passed');
  const body = useId();
  const holding = task?.holdingSinceMs != null;
  return (
    <section
      id={`task-${id}`}
      data-task={id}
      data-kind={look.kind}
      aria-labelledby={`${body}-title`}
      className={clsx(
        'scroll-mt-6 rounded-xl border bg-panel px-[18px] py-4 shadow-card transition-colors duration-300',
        current && state.sandbox && 'border-accent',
        joy && 'joy-card',
      )}
    >
      <header className="flex min-h-6 items-center gap-[11px]">
        <TaskRing
          kind={look.kind}
          done={look.done}
          current={current}
          checking={task?.checking ?? false}
          joy={joy}
        />
        <h2 id={`${body}-title`} className="min-w-0 flex-1 font-semibold text-ink text-md tracking-tight">
          <button
            type="button"
            aria-expanded={open}
            aria-controls={body}
            onClick={() => setOpen(!open)}
            className="group flex w-full items-center gap-1.5 rounded-xs text-left"
          >
            {title}
            <ChevronDown
              size={14}
              aria-hidden="true"
              className={clsx(
                'shrink-0 text-ink-3 opacity-0 transition group-hover:opacity-100 group-focus-visible:opacity-100',
                !open && '-rotate-90 opacity-100',
              )}
            />
          </button>
        </h2>
        <TaskPill
          look={look}
          holding={holding}
          checking={task?.checking ?? false}
          passedAtMs={task?.passedAtMs ?? null}
        />
      </header>
      <div id={body} hidden={!open}>
        <TaskContext value={id}>
          <div className="prose mt-2.5">{children}</div>
          <WaitsFor ids={task?.waitsFor ?? []} />
          {question ? (
            <QuizActions id={id} title={title} hints={hints} question={question} />
          ) : (
            <>
              {holding ? <Holding task={task} /> : <TaskMessage look={look} />}
              <TaskActions id={id} title={title} hints={hints} onAsk={() => setAsked(true)} />
            </>
          )}
        </TaskContext>
      </div>
    </section>
  );
}

const PILLS: Record<TaskLook['kind'], { tone: Tone; text: string }> = {
  todo: { tone: 'plain', text: 'To do' },
  pending: { tone: 'wait', text: 'Not yet' },
  passed: { tone: 'pass', text: 'Passed' },
  earlier: { tone: 'plain', text: 'Done before' },
  lapsed: { tone: 'wait', text: 'No longer holds' },
  error: { tone: 'fail', text: 'Could not check' },
};

function TaskPill({
  look,
  holding,
  checking,
  passedAtMs,
}: {
  look: TaskLook;
  holding: boolean;
  checking: boolean;
  passedAtMs: number | null;
}) {
  const { tone, text } = holding ? { tone: 'plain' as const, text: 'Holds so far' } : PILLS[look.kind];
  const time = look.kind === 'passed' && passedAtMs !== null ? clockTime(passedAtMs) : null;
  return (
    <Pill tone={checking && !holding ? 'plain' : tone} className="tabular">
      <span suppressHydrationWarning>
        {checking && !holding ? 'Checking…' : time ? `${text} · ${time}` : text}
      </span>
    </Pill>
  );
}

/** A task that nobody has tried yet is to do, though its check has run and said why it does not hold. */
function calm(look: TaskLook): TaskLook {
  if (look.kind === 'pending') return { ...look, kind: 'todo', message: null };
  return look.kind === 'earlier' ? { ...look, message: null } : look;
}

/** True once the check's sentence is another than the first: somebody works on the task. */
function useMoved(message: string | null): boolean {
  const [first, setFirst] = useState(message);
  if (first === null && message !== null) setFirst(message);
  return first !== null && message !== null && message !== first;
}

/** True for a moment after `passed` has become true while somebody looks. */
function useJoy(passed: boolean): boolean {
  const before = useRef(passed);
  const [joy, setJoy] = useState(false);
  useEffect(() => {
    const now = passed && !before.current;
    before.current = passed;
    if (!now) return;
    setJoy(true);
    const timer = setTimeout(() => setJoy(false), 1500);
    return () => clearTimeout(timer);
  }, [passed]);
  return joy;
}
