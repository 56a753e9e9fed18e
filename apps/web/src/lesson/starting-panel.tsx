'use client';
import type { SandboxInfo, SandboxState } from '@sandlot/protocol';
import { clsx } from 'clsx';
import { Check } from 'lucide-react';

const STEPS: { state: SandboxState; title: string }[] = [
  { state: 'queued', title: 'A place on this host' },
  { state: 'image', title: 'The image' },
  { state: 'creating', title: 'Network and machines' },
  { state: 'starting', title: 'The lesson’s files' },
  { state: 'ready', title: 'Ready' },
];

/** While a sandbox is made: the steps as they really are. */
export function StartingPanel({ sandbox }: { sandbox: SandboxInfo }) {
  const at = STEPS.findIndex((step) => step.state === sandbox.state);
  return (
    <section aria-labelledby="starting-title" className="w-full max-w-[420px] text-term-ink">
      <h2 id="starting-title" className="font-semibold text-lg tracking-tight">
        Making your sandbox
      </h2>
      <ol className="mt-5">
        {STEPS.map((step, index) => (
          <Step
            key={step.state}
            title={step.title}
            kind={index < at ? 'done' : index === at ? 'now' : 'later'}
          >
            {index === at ? whatNow(sandbox) : ''}
          </Step>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {STEPS[at]?.title}: {whatNow(sandbox)}
      </p>
    </section>
  );
}

function whatNow({ queuePlace, progress }: SandboxInfo): string {
  if (queuePlace === null) return progress;
  return queuePlace === 1 ? 'You are next. ' : `You are number ${queuePlace} in line. It goes on by itself.`;
}

function Step({
  title,
  kind,
  children,
}: {
  title: string;
  kind: 'done' | 'now' | 'later';
  children: string;
}) {
  return (
    <li className="group flex gap-3.5">
      <span aria-hidden="true" className="flex flex-col items-center">
        <span
          className={clsx(
            'grid size-5 place-items-center rounded-full border-2',
            kind === 'done' && 'border-term-pass bg-term-pass text-term',
            kind === 'now' && 'animate-spin-slow border-term-accent border-t-transparent',
            kind === 'later' && 'border-term-line',
          )}
        >
          {kind === 'done' && <Check size={12} strokeWidth={3.2} />}
        </span>
        <span
          className={clsx(
            'my-1 w-px flex-1 group-last:hidden',
            kind === 'done' ? 'bg-term-pass/40' : 'bg-term-line',
          )}
        />
      </span>
      {/* Two lines are kept for each step's words, so that the steps stay where they are. */}
      <div className="min-h-[66px] pb-2">
        <p className={clsx('font-medium text-sm', kind === 'later' && 'text-term-dim')}>
          {title}
          {kind === 'done' && <span className="sr-only"> (done)</span>}
        </p>
        <p className="line-clamp-2 text-term-dim text-xs">{children}</p>
      </div>
    </li>
  );
}
