'use client';
import { useState } from 'react';
import { useLesson } from './lesson-session.tsx';

/** How many hints of a task are open: here, or ever before; and the way to open one more, which is kept. */
export function useHints(task: string): { opened: number; openNext: () => void } {
  const { state, openHints } = useLesson();
  const [here, setHere] = useState(0);
  const kept = state.tasks.find((one) => one.id === task)?.hintsOpened ?? 0;
  const opened = Math.max(here, kept);
  const openNext = () => {
    setHere(opened + 1);
    // It is open already; that it could not be kept is no matter for the reader.
    void openHints(task, opened + 1);
  };
  return { opened, openNext };
}
