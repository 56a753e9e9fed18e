import { clsx } from 'clsx';
import { CircleDashed, History, TriangleAlert, Undo2 } from 'lucide-react';
import type { TaskLook } from './task-look.ts';

/** What the last check said, when it is something to read. */
export function TaskMessage({ look }: { look: TaskLook }) {
  const found = WORDS[look.kind as keyof typeof WORDS];
  if (!found || look.message === null) return null;
  const { tone, Icon, before, after } = found;
  return (
    <div
      className={clsx(
        'mt-[13px] flex animate-rise gap-[9px] rounded-sm px-3 py-[9px] font-medium text-sm',
        tone,
      )}
    >
      <Icon size={15} aria-hidden="true" className="mt-[3px] shrink-0" />
      <p className="min-w-0 [overflow-wrap:anywhere]">
        {before}
        {look.message}
        {after}
      </p>
    </div>
  );
}

const WORDS = {
  pending: { tone: 'bg-wait-soft text-wait', Icon: CircleDashed, before: '', after: '' },
  lapsed: {
    tone: 'bg-wait-soft text-wait',
    Icon: Undo2,
    before: 'This was done, and no longer holds: ',
    after: '',
  },
  earlier: {
    tone: 'bg-sunk text-ink-2',
    Icon: History,
    before: 'Done in an earlier sandbox. In this one: ',
    after: '',
  },
  error: {
    tone: 'bg-fail-soft text-fail',
    Icon: TriangleAlert,
    before: 'We could not check this: ',
    after: ' This is not your mistake.',
  },
} as const;
