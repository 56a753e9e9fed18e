'use client';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { type LiveSnapshot, LiveState, type LiveStateOptions } from './live-state.ts';
import { watchWakeSignals } from './wake-signals.ts';

/** A LiveState for as long as the page shows it; connects when `connected` says so. */
export function useLiveState<T extends { nowMs: number }>(
  options: LiveStateOptions<T>,
  connected: boolean,
): [LiveSnapshot<T>, LiveState<T>] {
  const [live] = useState(() => new LiveState(options));
  const [initial] = useState(() => live.getSnapshot());
  useEffect(() => {
    if (!connected) return;
    live.connect();
    const stop = watchWakeSignals({ onWake: () => live.retryNow(), onStale: () => live.replaceLine() });
    return () => {
      stop();
      live.disconnect();
    };
  }, [live, connected]);
  return [useSyncExternalStore(live.subscribe, live.getSnapshot, () => initial), live];
}

/** The address of a WebSocket of this origin. */
export function webSocketUrl(path: string): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`;
}
