/** Waiting for something that a benchmark can only ask about. */
const LOOK_EVERY_MS = 100;
const WITHIN_MS = 120_000;

/** Throws `otherwise` when it does not hold within two minutes. */
export async function until(holds: () => Promise<boolean>, otherwise: string): Promise<void> {
  const deadline = Date.now() + WITHIN_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(otherwise);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** What this host can do has been found out by then, and this playground is among it. */
export const untilItCanRun = (origin: string, playground: string): Promise<void> =>
  until(async () => {
    const { cannotRun } = (await (await fetch(`${origin}/api/host`)).json()) as { cannotRun: object };
    return !Object.hasOwn(cannotRun, playground);
  }, `${playground} cannot be started here`);
