'use client';
import { type RecordingInfo, Recordings } from '@sandlot/protocol';
import { useCallback, useEffect, useState } from 'react';
import { type Answer, askBroker } from '../live/ask-broker.ts';

export type RecordingsState =
  | { kind: 'loading' }
  | { kind: 'failed'; message: string }
  | { kind: 'there'; recordings: RecordingInfo[] };

/** This student's recordings, newest first, and the ways to ask again and to delete one. */
export function useRecordings() {
  const [state, setState] = useState<RecordingsState>({ kind: 'loading' });
  const take = useCallback((answer: Answer<Recordings>) => {
    setState(
      answer.ok
        ? { kind: 'there', recordings: answer.value.recordings }
        : { kind: 'failed', message: answer.message },
    );
  }, []);
  const load = useCallback(async () => {
    setState({ kind: 'loading' });
    take(await askBroker('GET', '/api/recordings', Recordings));
  }, [take]);
  useEffect(() => void load(), [load]);
  /** A sentence when it could not be done. */
  const remove = async (id: string): Promise<string | null> => {
    const answer = await askBroker('DELETE', `/api/recordings/${id}`, Recordings);
    if (!answer.ok) return answer.message;
    take(answer);
    return null;
  };
  return { state, load, remove };
}
