'use client';
import { useLesson } from './lesson-session.tsx';

/** `{{ name }}` in a lesson: the student's own value, or its name while there is none. */
export function Value({ name }: { name: string }) {
  const { values, sandbox } = useLesson().state;
  const value = values[name];
  if (value !== undefined) return <span data-value={name}>{value}</span>;
  const why = sandbox ? 'Known in a moment' : 'Known once the sandbox runs';
  return (
    <span title={why} data-value={name} className="rounded-xs bg-accent-soft px-1 text-accent italic">
      {name}
    </span>
  );
}
