/** Tells when a browser has come back: online again, visible again, or awake after a sleep. */

const TICK_MS = 5000;
/** A tick that comes this late means that the machine slept: its connections may be dead without knowing. */
const SLEPT_MS = 20_000;

export interface WakeListener {
  /** A good moment to try again at once. */
  onWake(): void;
  /** Connections that look open may be dead. */
  onStale(): void;
}

/** Starts telling; returns the function that stops it. */
export function watchWakeSignals(listener: WakeListener): () => void {
  const wake = () => document.visibilityState === 'visible' && listener.onWake();
  const stale = () => listener.onStale();
  let tickedAt = Date.now();
  const timer = setInterval(() => {
    const slept = Date.now() - tickedAt > SLEPT_MS;
    tickedAt = Date.now();
    // A hidden tab's timers may run once a minute: that is no sleep.
    if (slept && document.visibilityState === 'visible') stale();
  }, TICK_MS);
  window.addEventListener('online', wake);
  window.addEventListener('offline', stale);
  document.addEventListener('visibilitychange', wake);
  return () => {
    clearInterval(timer);
    window.removeEventListener('online', wake);
    window.removeEventListener('offline', stale);
    document.removeEventListener('visibilitychange', wake);
  };
}
