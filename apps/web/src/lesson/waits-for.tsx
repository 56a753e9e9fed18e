'use client';
import { Lock } from 'lucide-react';
import { useLesson } from './lesson-session.tsx';

/** Which tasks come before this one; nothing when it is open. */
export function WaitsFor({ ids }: { ids: string[] }) {
  const { facts } = useLesson();
  if (ids.length === 0) return null;
  return (
    <p className="mt-3 flex items-center gap-2 rounded-sm bg-sunk px-3 py-2 text-ink-2 text-sm">
      <Lock size={13} aria-hidden="true" className="shrink-0" />
      <span>
        First:{' '}
        {ids.map((id, index) => (
          <span key={id}>
            {index > 0 && ', '}
            <a href={`#task-${id}`} className="text-accent underline">
              {facts.tasks.find((task) => task.id === id)?.title ?? id}
            </a>
          </span>
        ))}
      </span>
    </p>
  );
}
