'use client';
import type { TaskState } from '@sandlot/protocol';
import { Hourglass } from 'lucide-react';
import { useNow } from '../live/use-now.ts';
import { useLesson } from './lesson-session.tsx';

/** While a check passes that must go on doing so: how long it has, and must. */
export function Holding({ task }: { task: TaskState | undefined }) {
  const { clockOffsetMs } = useLesson();
  const now = useNow(250);
  const since = task?.holdingSinceMs ?? null;
  if (!task || since === null || now === null) return null;
  const all = Math.round(task.stableMs / 1000);
  const held = Math.min(all, Math.max(0, Math.floor((now + clockOffsetMs - since) / 1000)));
  return (
    <div className="mt-[13px] flex items-center gap-[9px] rounded-sm bg-accent-soft px-3 py-[9px] font-medium text-accent text-sm">
      <Hourglass size={15} aria-hidden="true" className="shrink-0" />
      <p className="tabular">
        It holds. It must go on so for {all} s: {held} s so far.
      </p>
    </div>
  );
}
