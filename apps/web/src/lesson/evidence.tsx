'use client';
import { Popover } from '@base-ui/react/popover';
import type { TaskState } from '@sandlot/protocol';
import { useNow } from '../live/use-now.ts';
import { ago, clockTime } from '../words/durations.ts';
import { useLesson } from './lesson-session.tsx';

const ASKED: Record<NonNullable<TaskState['last']>['by'], string> = {
  student: 'You asked',
  output: 'A terminal printed something',
  clock: 'The clock: it looks now and then',
  renewal: 'A machine was new',
  end: 'The last look at all tasks',
};

/** `checked 2 s ago · 61 ms`; a click tells what ran. */
export function Evidence({ id }: { id: string }) {
  const { state, clockOffsetMs } = useLesson();
  const now = useNow(1000);
  const task = state.tasks.find((one) => one.id === id);
  const last = task?.last;
  if (!task || !last || now === null) return null;
  const facts: [string, string][] = [
    ['Asked for by', ASKED[last.by]],
    ['Ran on', last.machine ?? 'no machine'],
    ['At', clockTime(last.atMs)],
    ['Took', `${Math.round(last.durationMs)} ms`],
    [
      'Ended with',
      last.exitCode === null ? 'no exit code: it did not end by itself' : `exit code ${last.exitCode}`,
    ],
    ['Found', last.message || (last.outcome === 'passed' ? 'all as it should be' : 'nothing to tell')],
    ['Your tries', String(task.tries)],
  ];
  return (
    <Popover.Root>
      <Popover.Trigger className="tabular ml-auto rounded-xs text-ink-3 text-xs underline decoration-dotted underline-offset-2 hover:text-ink">
        checked {ago(now + clockOffsetMs - last.atMs)} · {Math.round(last.durationMs)} ms
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="z-40">
          <Popover.Popup className="w-[340px] max-w-[calc(100vw-2rem)] rounded-lg border bg-panel p-4 shadow-float outline-none">
            <Popover.Title className="font-semibold text-sm">The last check</Popover.Title>
            <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-xs">
              {facts.map(([name, value]) => (
                <div key={name} className="contents">
                  <dt className="text-ink-3">{name}</dt>
                  <dd className="min-w-0 text-ink [overflow-wrap:anywhere]">{value}</dd>
                </div>
              ))}
            </dl>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
