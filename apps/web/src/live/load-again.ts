/** Between two attempts: a network that changes settles within it. */
const WAIT_MS = 700;

/**
 * Loads a part of the page, again when it did not come: a browser on the engine's own host drops what it fetches
 * while a sandbox's network is made. Rejects as the last of `attempts` did.
 */
export async function loadAgain<T>(load: () => Promise<T>, attempts = 4, waitMs = WAIT_MS): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (attempts <= 1) throw error;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    return loadAgain(load, attempts - 1, waitMs);
  }
}
