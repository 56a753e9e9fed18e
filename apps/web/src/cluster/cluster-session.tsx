'use client';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useLesson } from '../lesson/lesson-session.tsx';
import { CLOSED, type ClusterViewState, keepView, readView } from './keep-view.ts';

interface ClusterSession {
  /** Machines that have a cluster to look at; none: there is no view. */
  machines: string[];
  view: ClusterViewState;
  change: (what: Partial<ClusterViewState>) => void;
}

const Context = createContext<ClusterSession>({ machines: [], view: CLOSED, change: () => {} });

/** The view of a cluster on the lesson page around. */
export const useClusterSession = (): ClusterSession => useContext(Context);

/** Keeps whether the view is open, and what it shows, from visit to visit. */
export function ClusterProvider({ children }: { children: ReactNode }) {
  const { facts } = useLesson();
  const [view, setView] = useState(CLOSED);
  // The server cannot know it: what was kept comes with hydration.
  useEffect(() => setView(readView(facts.path, localStorage)), [facts.path]);
  const change = useCallback(
    (what: Partial<ClusterViewState>) =>
      setView((before) => {
        const after = { ...before, ...what };
        keepView(facts.path, after, localStorage);
        return after;
      }),
    [facts.path],
  );
  const session = useMemo(() => {
    const machines = facts.machines.filter((one) => one.cluster).map((one) => one.name);
    return { machines, view, change };
  }, [facts.machines, view, change]);
  return <Context value={session}>{children}</Context>;
}
