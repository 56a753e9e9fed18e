'use client';
import { CloudOff, Hourglass, TriangleAlert, WifiOff } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useNow } from '../live/use-now.ts';
import { countdown } from '../words/durations.ts';
import { useLesson } from './lesson-session.tsx';
import { ExtendButton } from './time-left.tsx';

/** A line that is cut for less than this is nobody's concern. */
const CALM_MS = 1500;

/** What is wrong around the lesson now, over the page so that nothing moves. */
export function FloatingNotices() {
  const { state, link, ready, problem, tellProblem } = useLesson();
  const cut = useLasting(link === 'reconnecting' || link === 'refused', CALM_MS);
  const offline = useOffline();
  return (
    <div className="pointer-events-none fixed bottom-[72px] left-4 z-30 flex w-max max-w-[min(460px,calc(100vw-32px))] flex-col items-start gap-2 phone:bottom-[118px]">
      {offline && (
        <Note icon={<WifiOff size={15} aria-hidden="true" />}>
          You are offline. This page comes back by itself{state.sandbox && ', and your sandbox runs on'}.
        </Note>
      )}
      {!offline && cut && (
        <Note
          icon={
            <span className="size-3 animate-spin-slow rounded-full border-2 border-current border-t-transparent" />
          }
        >
          Reconnecting…{state.sandbox && ' Your sandbox runs on.'}
        </Note>
      )}
      {!cut && !state.engineUp && (
        <Note tone="fail" icon={<CloudOff size={15} aria-hidden="true" />}>
          The engine that runs the machines does not answer. Nothing is lost; terminals come back when it
          does.
        </Note>
      )}
      {problem && (
        <Note tone="fail" icon={<TriangleAlert size={15} aria-hidden="true" />}>
          {problem}{' '}
          <button type="button" onClick={() => tellProblem(null)} className="rounded-xs text-ink-2 underline">
            Close
          </button>
        </Note>
      )}
      {!cut && ready?.expiresSoon && <EndsSoon expiresAtMs={ready.expiresAtMs} mayExtend={ready.mayExtend} />}
    </div>
  );
}

function EndsSoon({ expiresAtMs, mayExtend }: { expiresAtMs: number; mayExtend: boolean }) {
  const { clockOffsetMs } = useLesson();
  const now = useNow(1000);
  if (now === null) return null;
  return (
    <Note tone="wait" icon={<Hourglass size={15} aria-hidden="true" />}>
      <span className="tabular">This sandbox ends in {countdown(expiresAtMs - now - clockOffsetMs)}.</span>{' '}
      {mayExtend ? <ExtendButton /> : 'It cannot be extended further; finish what matters.'}
    </Note>
  );
}

const TONES = { plain: 'text-ink-2', wait: 'text-wait', fail: 'text-fail' };

function Note({
  tone = 'plain',
  icon,
  children,
}: {
  tone?: keyof typeof TONES;
  icon: ReactNode;
  children: ReactNode;
}) {
  return (
    <div
      role="status"
      className={`pointer-events-auto flex animate-rise items-center gap-2.5 rounded-lg border bg-panel px-3.5 py-2 font-medium text-sm shadow-float ${TONES[tone]}`}
    >
      <span className="grid size-4 shrink-0 place-items-center">{icon}</span>
      <span>{children}</span>
    </div>
  );
}

/** True once `condition` has held for `ms`. */
function useLasting(condition: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!condition) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), ms);
    return () => clearTimeout(timer);
  }, [condition, ms]);
  return lasting;
}

function useOffline(): boolean {
  const [offline, setOffline] = useState(false);
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    look();
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return offline;
}
