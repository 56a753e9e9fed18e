'use client';
import { LessonState, type SandboxInfo } from '@sandlot/protocol';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';
import { askBroker } from '../live/ask-broker.ts';
import type { Link } from '../live/live-state.ts';
import { useLiveState, webSocketUrl } from '../live/use-live-state.ts';
import type { TerminalHandle } from '../terminal/terminal-view.tsx';
import type { LessonFacts } from './lesson-facts.ts';

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
  /** The machine whose tab is shown. */
  machine: string;
  showMachine: (machine: string) => void;
  /** Types a command and Enter into a machine's terminal, and shows it. */
  run: (code: string, machine?: string) => void;
  /** A terminal that is open tells how it is reached; null when it closes. */
  register: (machine: string, handle: TerminalHandle | null) => void;
  /** On a phone there is room for one. */
  showing: 'text' | 'terminal';
  show: (what: 'text' | 'terminal') => void;
  focusTerminal: () => void;
  /** Why something that was asked for could not be done; null when nothing is to be told. */
  problem: string | null;
  tellProblem: (problem: string | null) => void;
}

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
    async (method: 'POST' | 'DELETE', path: string, body?: unknown) => {
      const answer = await askBroker(method, path, LessonState, body);
      if (!answer.ok) return answer.message;
      live.take(answer.value);
      return null;
    },
    [live],
  );
  const { focusNext, ...terminals } = useTerminals(facts);
  const actions = useMemo(() => {
    const inSandbox = (method: 'POST' | 'DELETE', what: string, body?: unknown) =>
      sandboxId
        ? act(method, `/api/sandboxes/${sandboxId}${what}`, body)
        : Promise.resolve('There is no sandbox now. Start one first.');
    return {
      start: async () => {
        const problem = await act('POST', `/api/lessons/${facts.path}/start`, {});
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
      check: (task: string) => inSandbox('POST', '/check', { task }),
    };
  }, [act, facts.path, focusNext, live, sandboxId]);
  const [problem, tellProblem] = useState<string | null>(null);
  const session: LessonSession = {
    problem,
    tellProblem,
    facts,
    state,
    link,
    clockOffsetMs,
    ready: state.sandbox?.state === 'ready' ? state.sandbox : null,
    ...actions,
    ...terminals,
  };
  return <Context value={session}>{children}</Context>;
}

interface LessonProviderProps {
  facts: LessonFacts;
  initial: LessonState;
  children: ReactNode;
}

/** Which terminal is shown, and the way to each. */
function useTerminals(facts: LessonFacts) {
  const [machine, setMachine] = useState(facts.machines[0]?.name ?? '');
  const [showing, show] = useState<'text' | 'terminal'>('text');
  const handles = useRef(new Map<string, TerminalHandle>());
  // A tab that was never shown has no terminal yet: what is to be typed waits for it.
  const waiting = useRef(new Map<string, string[]>());
  const wantsKeyboard = useRef(false);

  const register = useCallback((name: string, handle: TerminalHandle | null) => {
    if (!handle) return void handles.current.delete(name);
    handles.current.set(name, handle);
    for (const text of waiting.current.get(name) ?? []) handle.type(text);
    if (waiting.current.delete(name) || wantsKeyboard.current) handle.focus();
    wantsKeyboard.current = false;
  }, []);
  const showMachine = useCallback((name: string) => {
    setMachine(name);
    show('terminal');
  }, []);
  const run = useCallback(
    (code: string, on?: string) => {
      const name = on || machine;
      const text = `${code.replace(/\n+$/, '')}\n`;
      showMachine(name);
      const handle = handles.current.get(name);
      if (!handle) return void waiting.current.set(name, [...(waiting.current.get(name) ?? []), text]);
      handle.type(text);
      // After the tab is drawn: a hidden terminal takes no focus.
      requestAnimationFrame(() => handle.focus());
    },
    [machine, showMachine],
  );
  const focusTerminal = useCallback(() => handles.current.get(machine)?.focus(), [machine]);
  /** The next terminal that opens gets the keyboard. */
  const focusNext = useCallback(() => {
    wantsKeyboard.current = true;
  }, []);
  return { machine, showMachine, run, register, showing, show, focusTerminal, focusNext };
}
