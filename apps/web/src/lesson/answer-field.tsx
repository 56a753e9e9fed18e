'use client';
import { ANSWER_CHARS } from '@sandlot/protocol';
import { useId, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { useLesson } from './lesson-session.tsx';
import { useTaskId } from './task-context.ts';

/** `:answer{...}` of a task: a line that the student fills in and sends. */
export function AnswerField({ id, label }: { id: string; label: string }) {
  const { state, answer } = useLesson();
  const task = useTaskId();
  const sent = state.tasks.find((one) => one.id === task)?.answers[id] ?? '';
  const closed = (state.tasks.find((one) => one.id === task)?.waitsFor.length ?? 0) > 0;
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const input = useId();
  const text = draft ?? sent;
  const send = async () => {
    setBusy(true);
    const failed = await answer(task, { [id]: text.trim() });
    setProblem(failed);
    if (failed === null) setDraft(null);
    setBusy(false);
  };
  return (
    <span className="my-1 inline-flex max-w-full flex-wrap items-center gap-2 align-middle">
      <label htmlFor={input} className="font-medium text-ink-2 text-sm">
        {label}
      </label>
      <input
        id={input}
        type="text"
        value={text}
        maxLength={ANSWER_CHARS}
        autoComplete="off"
        spellCheck={false}
        disabled={closed}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && text.trim() !== '') void send();
        }}
        className="h-[30px] w-[22ch] max-w-full rounded-md border border-line-strong bg-paper px-2.5 font-mono text-ink text-sm disabled:opacity-60"
      />
      <Button
        disabled={busy || closed || text.trim() === '' || (draft === null && sent !== '')}
        onClick={send}
        aria-label={`Answer: ${label}`}
      >
        {draft === null && sent !== '' ? 'Sent' : 'Answer'}
      </Button>
      {problem && (
        <span role="alert" className="text-fail text-sm">
          {problem}
        </span>
      )}
    </span>
  );
}
