import type { TaskState } from '@sandlot/protocol';
import { clsx } from 'clsx';
import { lessonProgress, taskLook } from './task-look.ts';

interface ProgressSegmentsProps {
  tasks: TaskState[];
  sandboxSinceMs: number | null;
  className?: string;
}

/** One short bar for each task, in their order. */
export function ProgressSegments({ tasks, sandboxSinceMs, className }: ProgressSegmentsProps) {
  const { done, all, nextId } = lessonProgress(tasks);
  return (
    <span
      className={clsx('flex items-center gap-1', className)}
      role="img"
      aria-label={`${done} of ${all} tasks done`}
    >
      {tasks.map((task) => {
        const { kind, done: isDone } = taskLook(task, sandboxSinceMs);
        return (
          <span
            key={task.id}
            className={clsx(
              'h-[5px] w-[22px] min-w-1 shrink rounded-full transition-colors duration-500',
              kind === 'lapsed'
                ? 'bg-wait'
                : isDone
                  ? 'bg-pass'
                  : task.id === nextId && sandboxSinceMs
                    ? 'bg-accent'
                    : 'bg-line-strong',
            )}
          />
        );
      })}
    </span>
  );
}
