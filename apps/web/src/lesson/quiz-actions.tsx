'use client';
import { ANSWER_CHARS, type Solution } from '@sandlot/protocol';
import { clsx } from 'clsx';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { ExplanationProse } from './explanation-prose.tsx';
import { Hints } from './hints.tsx';
import { useLesson } from './lesson-session.tsx';
import { SolutionButton, useSolution } from './solution.tsx';
import { useHints } from './use-hints.ts';

/** As the browser has it: which options are right is not in it. */
export type QuizQuestion =
  | { form: 'one' | 'several'; options: { id: string; body: ReactNode }[] }
  | { form: 'text' };

interface QuizActionsProps {
  id: string;
  title: string;
  hints: ReactNode[];
  question: QuizQuestion;
}

/** Under a question: what may be answered, and what came of it. */
export function QuizActions({ id, title, hints, question }: QuizActionsProps) {
  const { state, answer } = useLesson();
  const { opened, openNext } = useHints(id);
  const { shown, problem: noSolution, ask } = useSolution(id);
  const [draft, setDraft] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const task = state.tasks.find((one) => one.id === id);
  const sent = task?.answers.quiz ?? '';
  const value = draft ?? sent;
  const passed = task?.passedAtMs != null;
  const closed = (task?.waitsFor.length ?? 0) > 0;
  const wrong = !passed && draft === null && sent !== '';
  const send = async () => {
    setBusy(true);
    const problem = await answer(id, { quiz: value });
    setFailed(problem);
    if (problem === null) setDraft(null);
    setBusy(false);
  };
  return (
    <>
      <Answer
        title={title}
        question={question}
        value={value}
        disabled={passed || closed}
        right={shown?.right ?? null}
        onChange={setDraft}
        onSend={send}
      />
      {wrong && (
        <p role="status" className="mt-3 rounded-sm bg-wait-soft px-3 py-[9px] font-medium text-sm text-wait">
          {question.form === 'several'
            ? 'Not quite: at least one is missing, or one too many.'
            : 'Not this. Think again, or open a hint.'}
        </p>
      )}
      <Hints hints={hints} opened={opened} />
      {shown && <Explanation shown={shown} form={question.form} />}
      {(failed ?? noSolution) && (
        <p role="alert" className="mt-3 rounded-sm bg-sunk px-3 py-2 text-ink-2 text-sm">
          {failed ?? noSolution}
        </p>
      )}
      <footer className="mt-[13px] flex min-h-[30px] flex-wrap items-center gap-x-2 gap-y-1">
        {!passed && (
          <Button disabled={busy || closed || value.trim() === '' || wrong} onClick={send}>
            Answer
          </Button>
        )}
        {opened < hints.length && !passed && (
          <Button kind="ghost" onClick={openNext}>
            Hint {opened + 1} of {hints.length}
          </Button>
        )}
        {passed && !shown && (
          <Button kind="ghost" onClick={ask} aria-label={`Why: ${title}`}>
            Why is that so?
          </Button>
        )}
        {!passed && task?.maySeeSolution && !shown && (
          <SolutionButton title={title} seen={task.solutionSeenAtMs !== null} onShow={ask} />
        )}
      </footer>
    </>
  );
}

function Explanation({ shown, form }: { shown: Solution; form: QuizQuestion['form'] }) {
  return (
    <section aria-label="Explanation" className="mt-3 animate-rise border-pass border-l-2 pl-3.5">
      {form === 'text' && (
        <p className="text-sm">
          The answer: <strong>{shown.right[0]}</strong>
        </p>
      )}
      {shown.explanation ? (
        <ExplanationProse tree={shown.explanation} />
      ) : (
        <p className="text-ink-2 text-sm">The right answer is marked.</p>
      )}
    </section>
  );
}

interface AnswerProps {
  title: string;
  question: QuizQuestion;
  /** Ids of the options with commas between, or the text. */
  value: string;
  disabled: boolean;
  /** The right ones, once they are shown. */
  right: string[] | null;
  onChange: (value: string) => void;
  onSend: () => void;
}

function Answer({ title, question, value, disabled, right, onChange, onSend }: AnswerProps) {
  const name = useId();
  if (question.form === 'text') {
    return (
      <input
        type="text"
        aria-label={`Your answer: ${title}`}
        value={value}
        maxLength={ANSWER_CHARS}
        disabled={disabled}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && value.trim() !== '') onSend();
        }}
        className="mt-3 h-9 w-full max-w-[40ch] rounded-md border border-line-strong bg-paper px-3 text-ink text-sm disabled:opacity-70"
      />
    );
  }
  const chosen = value.split(',').filter((id) => id !== '');
  const several = question.form === 'several';
  const toggle = (id: string) => {
    if (!several) return onChange(id);
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    return onChange(next.toSorted((a, b) => Number(a) - Number(b)).join(','));
  };
  return (
    <fieldset disabled={disabled} className="mt-3 grid gap-1.5">
      <legend className="mb-1.5 text-ink-3 text-xs">
        {several ? 'Choose all that are right' : 'Choose one'}
      </legend>
      {question.options.map(({ id, body }) => (
        <label
          key={id}
          className={clsx(
            'flex cursor-pointer items-start gap-3 rounded-lg border px-3 py-2 has-disabled:cursor-default',
            right?.includes(id)
              ? 'border-pass bg-pass-soft'
              : chosen.includes(id)
                ? 'border-accent bg-accent-soft'
                : 'border-line hover:border-line-strong',
          )}
        >
          <input
            type={several ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(id)}
            onChange={() => toggle(id)}
            className="mt-[5px] size-4 shrink-0 accent-[var(--accent)]"
          />
          <div className="prose min-w-0 flex-1 text-sm">{body}</div>
        </label>
      ))}
    </fieldset>
  );
}
