'use client';
import { useCallback } from 'react';
import { useLesson } from './lesson-session.tsx';

/** Puts the student's values in the place of each `{{ name }}` that has one. */
export function useFilled(): (text: string) => string {
  const { values } = useLesson().state;
  return useCallback(
    (text) => text.replaceAll(/\{\{ ([a-z][a-z0-9.-]*) \}\}/g, (written, name) => values[name] ?? written),
    [values],
  );
}
