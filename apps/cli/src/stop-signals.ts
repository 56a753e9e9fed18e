/** Turns the ways in which a process is asked to end into two abort signals. */

/** One Ctrl-C can arrive twice, from the terminal and from npm: a second signal within this, in ms, is the first. */
const ECHO_MS = 1_000;

/** `stop`: asked to end, or the parent is gone. `stopNow`: asked again. */
export function stopSignals(): { stop: AbortSignal; stopNow: AbortSignal } {
  const first = new AbortController();
  const second = new AbortController();
  let firstAt = 0;
  const onSignal = () => {
    if (!first.signal.aborted) {
      firstAt = Date.now();
      first.abort();
    } else if (Date.now() - firstAt > ECHO_MS) second.abort();
  };
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(event, onSignal);
  return { stop: first.signal, stopNow: second.signal };
}
