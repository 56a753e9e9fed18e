/** Passes the engine's news on: machines that ended by themselves, and an engine that went and came back. */
import type { Parts } from './parts.ts';
import type { SandboxService } from './sandboxes/sandbox-service.ts';

/** After the engine has come back: what it stopped is started again, disks as they were. */
async function reviveAll(parts: Parts, sandboxes: SandboxService): Promise<void> {
  const found = new Map((await parts.runtime.list()).map((f) => [f.id, f]));
  for (const sandbox of sandboxes.all) {
    for (const machine of found.get(sandbox.id)?.machines ?? []) {
      if (machine.running || !machine.ready) continue;
      const { name } = machine.spec;
      sandboxes.stopped(
        sandbox.id,
        name,
        machine.generation,
        'The engine stopped; the machine is being started again.',
      );
      await sandboxes.revive(sandbox, name).catch((error) => {
        parts.log.warn({ error, sandbox: sandbox.id, machine: name }, 'revive');
      });
    }
  }
}

/** Returns the way to stop listening. `engineChanged` is called after each change. */
export function watchEngine(parts: Parts, sandboxes: SandboxService, engineChanged: () => void): () => void {
  return parts.runtime.onEvent((event) => {
    if (event.type === 'stopped') {
      sandboxes.stopped(event.sandboxId, event.machine, event.generation, event.message);
      return;
    }
    parts.log.warn({ up: event.up }, 'engine');
    engineChanged();
    if (!event.up) return;
    reviveAll(parts, sandboxes)
      .catch((error) => parts.log.warn({ error }, 'revive'))
      .finally(engineChanged);
  });
}
