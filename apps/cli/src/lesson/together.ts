/** Work beside other work, which ends as one. */

/** Rejects with the first fault, which ends the others by `stop`, when they have removed what they made. */
export async function together<T>(work: Promise<T>[], stop: AbortController): Promise<T[]> {
  await Promise.allSettled(work.map((one) => one.catch((error) => stop.abort(error))));
  if (stop.signal.aborted) throw stop.signal.reason;
  return Promise.all(work);
}
