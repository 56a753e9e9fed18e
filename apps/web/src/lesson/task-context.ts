'use client';
import { createContext, useContext } from 'react';

/** The id of the task around. */
export const TaskContext = createContext<string | null>(null);

/** The id of the task around; throws outside of one. */
export function useTaskId(): string {
  const id = useContext(TaskContext);
  if (id === null) throw new Error('useTaskId needs a task around it.');
  return id;
}
