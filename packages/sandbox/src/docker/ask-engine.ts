import { Engine } from './engine.ts';

/** Whether a Docker engine answers now: its version, or why not. Never throws. */
export async function askEngine(host?: string): Promise<{ version: string } | { reason: string }> {
  const engine = new Engine(host);
  try {
    await engine.ping(3000);
    return { version: (await engine.info()).version };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
