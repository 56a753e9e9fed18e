'use client';
import type { EndedInfo, Refusal } from '@sandlot/protocol';
import { CircleSlash, Hourglass, Server } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { bytes, count } from '../words/durations.ts';
import { whyEnded } from './ended-panel.tsx';
import { useLesson } from './lesson-session.tsx';

/** Before Start: what one gets, or why this host cannot give it. */
export function StartPanel() {
  const { facts, state } = useLesson();
  return (
    <section aria-labelledby="start-title" className="w-full max-w-[420px] animate-rise text-term-ink">
      <h2 id="start-title" className="font-semibold text-lg tracking-tight">
        {facts.machines.length > 1
          ? `${count(facts.machines.length, 'machine')} of your own`
          : 'A machine of your own'}
      </h2>
      <p className="mt-1.5 text-sm text-term-dim">
        Real, private, and thrown away afterwards: break what you like. What you pass is kept.
        {facts.machines.length > 1 && ' They reach each other by name; nobody else reaches them.'}
      </p>
      <ul className="mt-5 overflow-hidden rounded-lg border border-term-line">
        {facts.machines.map(({ name, memoryBytes, cpus, engine, cluster }) => (
          <li
            key={name}
            className="flex items-center gap-3 border-term-line border-t bg-term-2 px-4 py-2.5 first:border-t-0"
          >
            <Server size={15} aria-hidden="true" className="text-term-accent" />
            <span className="font-medium font-mono text-sm">{name}</span>
            <span className="tabular ml-auto text-term-dim text-xs">
              {cluster ? 'Kubernetes · ' : engine && 'Docker · '}
              {bytes(memoryBytes)} memory · {cpus} CPU
            </span>
          </li>
        ))}
      </ul>
      {facts.engineInside && (
        <p className="mt-2.5 text-term-dim text-xs">Its own engine: {facts.engineInside}.</p>
      )}
      {facts.cannotRun ? (
        <CannotRun why={facts.cannotRun} />
      ) : (
        <>
          {state.ended && <LastEnded ended={state.ended} />}
          <StartButton again={state.ended !== null} />
        </>
      )}
    </section>
  );
}

function LastEnded({ ended }: { ended: EndedInfo }) {
  const failed = ended.reason === 'failed';
  return (
    <div className="mt-3 rounded-lg border border-term-line px-4 py-2.5 text-sm">
      <p className={failed ? 'font-medium text-term-fail' : 'font-medium'}>
        {failed ? 'Your last sandbox could not be started' : 'Your last sandbox has ended'}
      </p>
      <p className="mt-0.5 text-term-dim">{whyEnded(ended)}</p>
    </div>
  );
}

function StartButton({ again }: { again: boolean }) {
  const { start } = useLesson();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const begin = async () => {
    setBusy(true);
    setProblem(await start());
    setBusy(false);
  };
  return (
    <>
      <Button
        kind="primary"
        size="lg"
        disabled={busy}
        onClick={begin}
        className="dark:!text-on-accent mt-5 w-full !bg-term-accent !text-[#06211e] hover:brightness-110"
      >
        {busy ? 'Starting…' : again ? 'Start again' : 'Start'}
      </Button>
      <div className="mt-3 min-h-10 text-center text-term-dim text-xs" role={problem ? 'alert' : undefined}>
        {problem ? <span className="text-term-fail">{problem}</span> : 'No account, nothing to install.'}
      </div>
    </>
  );
}

function CannotRun({ why }: { why: Refusal }) {
  const { reason, remedy } = why;
  if (why.passing) return <CannotRunYet reason={reason} />;
  return (
    <div className="mt-5 rounded-lg border border-term-line bg-term-2 p-4 text-sm" role="note">
      <p className="flex items-center gap-2.5 font-medium text-term-wait">
        <CircleSlash size={15} aria-hidden="true" className="shrink-0" /> This host cannot run this lesson
      </p>
      <p className="mt-2">{reason}</p>
      <p className="mt-2 text-term-dim">
        <span className="font-medium text-term-ink">What would help: </span>
        {remedy}
      </p>
    </div>
  );
}

/** Start takes its place as soon as it has passed: see AskAgain. */
function CannotRunYet({ reason }: { reason: string }) {
  return (
    <div className="mt-5 rounded-lg border border-term-line bg-term-2 p-4 text-sm" role="status">
      <p className="flex items-center gap-2.5 font-medium text-term-wait">
        <Hourglass size={15} aria-hidden="true" className="shrink-0" /> Not yet
      </p>
      <p className="mt-2">{reason}</p>
      <p className="mt-2 text-term-dim">
        Start shows here as soon as it has, most often within half a minute.
      </p>
    </div>
  );
}
