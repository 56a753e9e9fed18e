import { clsx } from 'clsx';
import { Minus, TriangleAlert } from 'lucide-react';
import type { TaskKind } from './task-look.ts';

interface TaskRingProps {
  kind: TaskKind;
  done: boolean;
  current: boolean;
  checking: boolean;
  /** It has passed just now: a small moment of joy. */
  joy: boolean;
}

/** The mark before a task's title. Its words stand in the pill beside it. */
export function TaskRing({ kind, done, current, checking, joy }: TaskRingProps) {
  const filled = kind === 'passed' || (kind === 'error' && done);
  return (
    <span aria-hidden="true" className="relative grid size-[22px] shrink-0 place-items-center">
      {checking && (
        <span className="absolute inset-0 animate-spin-slow rounded-full border-2 border-accent border-t-transparent" />
      )}
      {!checking && (
        <span
          className={clsx(
            'absolute inset-0 rounded-full border-2',
            filled && 'border-pass bg-pass',
            !filled && kind === 'earlier' && 'border-pass',
            !filled && kind === 'lapsed' && 'border-wait',
            !filled && kind === 'error' && 'border-fail',
            !filled &&
              (kind === 'todo' || kind === 'pending') &&
              (current ? 'border-accent' : 'border-line-strong'),
            joy && 'joy-ring',
          )}
        />
      )}
      {!checking && (filled || kind === 'earlier') && (
        <svg
          viewBox="0 0 22 22"
          role="presentation"
          className={clsx('relative size-[22px]', filled ? 'text-panel' : 'text-pass')}
        >
          <path
            d="M6.6 11.4l3 3 5.8-6.4"
            fill="none"
            stroke="currentColor"
            strokeWidth="2.1"
            strokeLinecap="round"
            strokeLinejoin="round"
            className={joy ? 'joy-tick' : undefined}
          />
        </svg>
      )}
      {!checking && kind === 'lapsed' && <Minus size={12} strokeWidth={3} className="relative text-wait" />}
      {!checking && kind === 'error' && !done && (
        <TriangleAlert size={11} strokeWidth={2.4} className="relative text-fail" />
      )}
      {joy &&
        SPARKS.map((turn) => (
          <span
            key={turn}
            className={clsx('joy-spark', turn % 90 ? 'bg-pass' : 'bg-accent')}
            style={{ '--turn': `${turn}deg` } as object}
          />
        ))}
    </span>
  );
}

const SPARKS = [0, 45, 90, 135, 180, 225, 270, 315];
