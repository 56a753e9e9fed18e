'use client';
import type { TaskState } from '@sandlot/protocol';
import { useEffect, useRef, useState } from 'react';
import { useLesson } from './lesson-session.tsx';
import { lessonProgress, taskLook } from './task-look.ts';

/** Says aloud, to those who do not see it, how tasks turn out. */
export function Announcer() {
  const { state, facts } = useLesson();
  const before = useRef(state.tasks);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const news = state.tasks.flatMap((task) => {
      const old = before.current.find((one) => one.id === task.id);
      const title = facts.tasks.find((one) => one.id === task.id)?.title ?? task.id;
      return newsOf(title, old, task) ?? [];
    });
    before.current = state.tasks;
    if (news.length === 0) return;
    const { done, all } = lessonProgress(state.tasks);
    setSaid(`${news.join(' ')} ${done} of ${all} tasks done.`);
  }, [state.tasks, facts.tasks]);
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}

/** A sentence when a task's result has changed; null when there is nothing new in it. */
function newsOf(title: string, old: TaskState | undefined, task: TaskState): string | null {
  const was = taskLook(old, null);
  const is = taskLook(task, null);
  if (was.kind === is.kind && was.message === is.message) return null;
  if (is.kind === 'passed') return `Passed: ${title}.`;
  if (is.kind === 'pending') return `Not yet: ${title}. ${is.message ?? ''}`;
  if (is.kind === 'lapsed') return `No longer holds: ${title}. ${is.message ?? ''}`;
  if (is.kind === 'error') return `Could not check: ${title}. ${is.message ?? ''} This is not your mistake.`;
  return null;
}
