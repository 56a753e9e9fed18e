'use client';
import { LessonState, type SandboxInfo, Solution } from '@sandlot/protocol';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { type Answer, type AskOptions, askBroker } from '../live/ask-broker.ts';
import type { Link } from '../live/live-state.ts';
import { useLiveState, webSocketUrl } from '../live/use-live-state.ts';
import type { LessonFacts } from './lesson-facts.ts';
import { TerminalsContext } from './terminals/terminals-session.tsx';
import { useTerminalsSession } from './terminals/use-terminals-session.ts';

/** Asks the broker to do something; the sentence says why it could not, null that it did. */
type Act<A extends unknown[] = []> = (...args: A) => Promise<string | null>;

export interface LessonSession {
  facts: LessonFacts;
  state: LessonState;
  link: Link;
  clockOffsetMs: number;
  /** The sandbox when it takes terminals, else null. */
  ready: SandboxInfo | null;
  start: Act;
  end: Act;
  extend: Act;
  reset: Act<[machine?: string]>;
  check: Act<[task: string]>;
  /** Looks at every task of the sandbox once more. */
  checkAll: Act;
  /** Notes that so many hints of a task are open. */
  openHints: Act<[task: string, opened: number]>;
  /** Keeps what was written into a task's fields, and has it looked at. */
  answer: Act<[task: string, answers: Record<string, string>]>;
  solution: (task: string) => Promise<Answer<Solution>>;
  /** On a phone there is room for one. */
  showing: 'text' | 'terminal';
  show: (what: 'text' | 'terminal') => void;
  /** Why something that was asked for could not be done; null when nothing is to be told. */
  problem: string | null;
  tellProblem: (problem: string | null) => void;
}

/** Of a POST that does the same when it comes twice. */
const AGAIN: AskOptions = { again: true };

const Context = createContext<LessonSession | null>(null);

/** The session of the lesson page around. */
export function useLesson(): LessonSession {
  const session = useContext(Context);
  if (!session) throw new Error('useLesson needs a LessonProvider around it.');
  return session;
}

export function LessonProvider({ facts, initial, children }: LessonProviderProps) {
  const [{ value, link, clockOffsetMs }, live] = useLiveState<LessonState>(
    {
      schema: LessonState,
      url: () => webSocketUrl(`/ws/lesson?lesson=${encodeURIComponent(facts.path)}`),
      initial,
    },
    true,
  );
  const state = value ?? initial;
  const sandboxId = state.sandbox?.id ?? null;
  const act = useCallback(
    async (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown, options?: AskOptions) => {
      const answer = await askBroker(method, path, LessonState, body, options);
      if (!answer.ok) return answer.message;
      live.take(answer.value);
      return null;
    },
    [live],
  );
  const [problem, tellProblem] = useState<string | null>(null);
  const [showing, show] = useState<'text' | 'terminal'>('text');
  const ready = state.sandbox?.state === 'ready' ? state.sandbox : null;
  const inSandbox = useCallback(
    (method: 'POST' | 'PATCH' | 'DELETE', what: string, body?: unknown, options?: AskOptions) =>
      sandboxId
        ? act(method, `/api/sandboxes/${sandboxId}${what}`, body, options)
        : Promise.resolve('There is no sandbox now. Start one first.'),
    [act, sandboxId],
  );
  const bringForward = useCallback(() => show('terminal'), []);
  const { focusNext, ...terminals } = useTerminalsSession({
    facts,
    ready,
    inSandbox,
    tellProblem,
    bringForward,
  });
  const actions = useMemo(
    () => ({
      start: async () => {
        const problem = await act('POST', `/api/lessons/${facts.path}/start`, {}, AGAIN);
        // The line was made before the guest had a cookie, so it hears of nobody's sandbox.
        if (problem === null) {
          live.replaceLine();
          focusNext();
        }
        return problem;
      },
      end: () => inSandbox('DELETE', ''),
      extend: () => inSandbox('POST', '/extend', {}),
      reset: (machine?: string) => inSandbox('POST', '/reset', machine ? { machine } : {}),
      check: (task: string) => inSandbox('POST', '/check', { task }, AGAIN),
      checkAll: () => inSandbox('POST', '/check', {}, AGAIN),
      openHints: (task: string, opened: number) =>
        act('POST', `/api/lessons/${facts.path}/hints`, { task, opened }, AGAIN),
      answer: (task: string, answers: Record<string, string>) =>
        act('POST', `/api/lessons/${facts.path}/answer`, { task, answers }, AGAIN),
      solution: (task: string) =>
        askBroker('POST', `/api/lessons/${facts.path}/solution`, Solution, { task }, AGAIN),
    }),
    [act, facts.path, focusNext, live, inSandbox],
  );
  const session: LessonSession = {
    problem,
    tellProblem,
    facts,
    state,
    link,
    clockOffsetMs,
    ready,
    showing,
    show,
    ...actions,
  };
  return (
    <Context value={session}>
      <TerminalsContext value={terminals}>{children}</TerminalsContext>
    </Context>
  );
}

interface LessonProviderProps {
  facts: LessonFacts;
  initial: LessonState;
  children: ReactNode;
}
